import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Buckets } from '../bucket';
import { ownersAccess } from '../bucket-reads/access';
import { readVersion, versionIdParameter } from '../reading';

interface GetObjectAclInput extends ObjectTarget {
  readonly versionId?: string;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export function getObjectAcl(buckets: Buckets): Operation<GetObjectAclInput, RestOutput> {
  return {
    name: 'GetObjectAcl',
    signature: 'optional',
    parse: (request) => ({ ...objectTarget(request), versionId: versionIdParameter(request.query) }),
    authorize: ({ bucket, expectedOwner, key, versionId }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.GetObjectAcl, { key, versionId }),
    ],
    run(input, call) {
      const bucket = buckets.named(input.bucket);
      const { versionId } = readVersion(bucket, input, call);
      return { headers: { 'x-amz-version-id': bucket.versioned ? versionId : undefined }, xml: ownersAccess(bucket) };
    },
  };
}
