import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Buckets } from '../bucket';
import { type ChecksumType, defaultChecksumType } from '../checksums/checksum';
import { namedAlgorithm } from '../checksums/verify-body';
import { s3Errors } from '../errors';
import { encryptionHeader, readObjectHeaders } from '../object-headers';
import type { NewUpload } from '../store/upload-store';
import { readTags } from '../tagging';
import { refuseUnkept, writeQuestions } from '../writing';

type Headers = Readonly<Record<string, string>>;

interface CreateMultipartUploadInput extends ObjectTarget {
  readonly headers: Headers;
  readonly tags: ReadonlyMap<string, string>;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload(buckets: Buckets): Operation<CreateMultipartUploadInput, RestOutput> {
  return {
    name: 'CreateMultipartUpload',
    signature: 'optional',
    parse: (request) => ({
      ...objectTarget(request),
      headers: request.headers,
      tags: readTags(request.headers['x-amz-tagging']),
    }),
    authorize: ({ bucket, expectedOwner, key, headers, tags }) => {
      const write = { permission: s3Permissions.CreateMultipartUpload, key, headers, creates: false, tags };
      return writeQuestions(buckets.named(bucket, expectedOwner), write);
    },
    run({ bucket, key, headers, tags }, call) {
      refuseUnkept(headers, buckets.named(bucket));
      const checksum = uploadChecksum(headers);
      const { uploadId } = buckets.named(bucket).uploads.create({
        key,
        headers: readObjectHeaders(headers),
        tags,
        checksum,
        initiator: call.session?.arn ?? 'anonymous',
      });
      return {
        headers: {
          ...encryptionHeader,
          'x-amz-checksum-algorithm': checksum?.algorithm,
          'x-amz-checksum-type': checksum?.type,
        },
        xml: { InitiateMultipartUploadResult: { Bucket: bucket, Key: key, UploadId: uploadId } },
      };
    },
  };
}

/** How the whole is to be summed up. SHA checksums cannot be joined, so they are composite only (**documented**). */
function uploadChecksum(headers: Headers): NewUpload['checksum'] {
  const name = headers['x-amz-checksum-algorithm'];
  const asked = headers['x-amz-checksum-type'];
  if (name === undefined) {
    if (asked === undefined) return undefined;
    throw s3Errors.invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const algorithm = namedAlgorithm(name);
  const type = (asked?.toUpperCase() ?? defaultChecksumType(algorithm)) as ChecksumType;
  const possible: readonly ChecksumType[] =
    algorithm === 'CRC64NVME'
      ? ['FULL_OBJECT']
      : algorithm.startsWith('CRC')
        ? ['FULL_OBJECT', 'COMPOSITE']
        : ['COMPOSITE'];
  if (possible.includes(type)) return { algorithm, type };
  throw s3Errors.invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}
