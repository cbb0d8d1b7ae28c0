import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import type { Buckets } from '../bucket';
import { findUpload, type UploadTarget, uploadTarget } from '../uploads';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export function abortMultipartUpload(buckets: Buckets): Operation<UploadTarget, RestOutput> {
  return {
    name: 'AbortMultipartUpload',
    signature: 'optional',
    parse: uploadTarget,
    authorize: ({ bucket, expectedOwner, key }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.AbortMultipartUpload, { key }),
    ],
    run(input) {
      const bucket = buckets.named(input.bucket);
      bucket.uploads.remove(findUpload(bucket, input));
      return { status: 204 };
    },
  };
}
