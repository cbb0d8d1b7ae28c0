import { s3Errors } from '../errors';
import type { Part, Upload } from '../store/upload-store';
import { compositeChecksum, fullObjectChecksum, type StoredChecksum } from './checksum';
import { claimedChecksum } from './verify-body';

/**
 * The checksum of an object made of parts: of the upload's algorithm and type, else the CRC64NVME that S3 adds; compared with the one that
 * the completing request carries.
 *
 * @throws BadDigest, InvalidRequest
 */
export function wholeChecksum(
  upload: Upload,
  parts: readonly Part[],
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): StoredChecksum {
  const { algorithm, type } = upload.checksum ?? { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' };
  const askedType = headers['x-amz-checksum-type'];
  if (askedType !== undefined && askedType !== type) {
    throw s3Errors.badDigest(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const checksum =
    type === 'COMPOSITE'
      ? compositeChecksum(
          algorithm,
          parts.map((part) => part.checksum?.value ?? ''),
        )
      : fullObjectChecksum(algorithm, body);
  const claimed = claimedChecksum(headers);
  if (!claimed) return checksum;
  // A composite checksum may come without its number of parts.
  const matches =
    claimed.algorithm === algorithm && [checksum.value, checksum.value.replace(/-\d+$/, '')].includes(claimed.value);
  if (!matches)
    throw s3Errors.badDigest(`The ${claimed.algorithm} you specified did not match the calculated checksum.`);
  return checksum;
}
