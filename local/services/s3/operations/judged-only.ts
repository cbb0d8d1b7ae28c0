import { type S3OperationName, s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget, s3Address } from '../address';
import type { Buckets } from '../bucket';

interface JudgedInput {
  readonly bucket: string;
  readonly expectedOwner?: string;
  readonly key?: string;
  readonly versionId?: string;
}

/**
 * An operation that the store lacks: it is judged like any other, so that a refusal is never an accident, and a call that is permitted is
 * told `NotImplemented`.
 */
export function judgedOnly(name: S3OperationName, buckets: Buckets): Operation<JudgedInput, RestOutput> {
  const permission = s3Permissions[name];
  return {
    name,
    signature: 'optional',
    unread: true,
    parse: (request) => ({
      ...bucketTarget(request),
      key: s3Address(request).key,
      versionId: request.query.get('versionId') ?? undefined,
    }),
    authorize: ({ bucket, expectedOwner, key, versionId }) => [
      buckets.named(bucket, expectedOwner).question(permission, { key, versionId }),
    ],
  };
}
