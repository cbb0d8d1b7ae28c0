import { s3Permissions } from '../../../../policy/operations/s3';
import { s3AclKeys } from '../../../../policy/operations/s3-condition-keys';
import type { HttpRequest } from '../../../http/message';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget, type ObjectTarget, objectTarget } from '../address';
import type { Buckets } from '../bucket';
import { s3Errors } from '../errors';
import { readVersion, versionIdParameter } from '../reading';

interface PutAclInput {
  readonly headers: HttpRequest['headers'];
}

type PutBucketAclInput = PutAclInput & ReturnType<typeof bucketTarget>;
type PutObjectAclInput = PutAclInput & ObjectTarget & { readonly versionId?: string };

/**
 * Every bucket here disables ACLs, so that whoever may set one learns that none can be (**documented**: API_PutObjectAcl, "Bucket owner
 * enforced"). Whether one that gives the owner full control is taken all the same, as it is with an upload, is **unconfirmed**.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 */
export function putBucketAcl(buckets: Buckets): Operation<PutBucketAclInput, RestOutput> {
  return {
    name: 'PutBucketAcl',
    signature: 'optional',
    parse: (request) => ({ ...bucketTarget(request), headers: request.headers }),
    authorize: ({ bucket, expectedOwner, headers }) => [
      buckets.named(bucket, expectedOwner).question(
        s3Permissions.PutBucketAcl,
        {},
        s3AclKeys((name) => headers[name]),
      ),
    ],
    run() {
      throw s3Errors.accessControlListNotSupported();
    },
  };
}

/** As {@link putBucketAcl}, of an object. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export function putObjectAcl(buckets: Buckets): Operation<PutObjectAclInput, RestOutput> {
  return {
    name: 'PutObjectAcl',
    signature: 'optional',
    parse: (request) => ({
      ...objectTarget(request),
      versionId: versionIdParameter(request.query),
      headers: request.headers,
    }),
    authorize: ({ bucket, expectedOwner, key, versionId, headers }) => {
      const keys = s3AclKeys((name) => headers[name]);
      return [buckets.named(bucket, expectedOwner).question(s3Permissions.PutObjectAcl, { key, versionId }, keys)];
    },
    run(input, call) {
      readVersion(buckets.named(input.bucket), input, call);
      throw s3Errors.accessControlListNotSupported();
    },
  };
}
