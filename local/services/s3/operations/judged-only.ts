import { type S3OperationName, s3Permissions, s3Question } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { s3Address } from '../address';
import type { Buckets } from '../bucket';

interface JudgedInput {
  readonly bucket?: string;
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
    parse: (request) => ({ ...s3Address(request), versionId: request.query.get('versionId') ?? undefined }),
    authorize({ bucket, key, versionId }) {
      // These two are about buckets that need not exist.
      if (bucket === undefined || name === 'CreateBucket') {
        return [s3Question(permission, { partition: buckets.partition, bucket: bucket ?? '' })];
      }
      return [buckets.named(bucket).question(permission, { key, versionId })];
    },
  };
}
