import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import type { Buckets } from '../bucket';
import { fullObjectChecksum, type StoredChecksum } from '../checksums/checksum';
import { etagOf, verifyBody } from '../checksums/verify-body';
import { s3Errors } from '../errors';
import type { Upload } from '../store/upload-store';
import { findUpload, partNumberParameter, type UploadTarget, uploadTarget } from '../uploads';
import { refuseUnkept, writeQuestions } from '../writing';
import { storedHeaders } from './put-object';

interface UploadPartInput extends UploadTarget {
  readonly partNumber: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export function uploadPart(buckets: Buckets): Operation<UploadPartInput, RestOutput> {
  return {
    name: 'UploadPart',
    signature: 'optional',
    parse: (request) => ({
      ...uploadTarget(request),
      partNumber: partNumberParameter(request),
      headers: request.headers,
      body: request.body,
    }),
    authorize: ({ bucket, expectedOwner, key, headers }) =>
      writeQuestions(buckets.named(bucket, expectedOwner), {
        permission: s3Permissions.UploadPart,
        key,
        headers,
        creates: false,
      }),
    run(input) {
      const bucket = buckets.named(input.bucket);
      refuseUnkept(input.headers, bucket);
      const upload = findUpload(bucket, input);
      const checksum = partChecksum(upload, input.body, verifyBody(input.headers, input.body));
      const part = { number: input.partNumber, body: input.body, etag: etagOf(input.body), checksum };
      bucket.uploads.putPart(upload, part);
      const { 'x-amz-checksum-type': _wholeObjectOnly, ...headers } = storedHeaders(part);
      return { headers };
    },
  };
}

/**
 * The checksum that is kept with a part: the client's, which must be of the upload's algorithm where that has one; else one that S3 adds.
 *
 * @throws InvalidRequest
 */
export function partChecksum(
  upload: Upload,
  body: Buffer,
  given: StoredChecksum | undefined,
): StoredChecksum | undefined {
  const algorithm = upload.checksum?.algorithm;
  if (given && algorithm && given.algorithm !== algorithm) {
    throw s3Errors.invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${given.algorithm.toLowerCase()}`,
    );
  }
  if (given) return given;
  return algorithm && fullObjectChecksum(algorithm, body);
}
