import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from './crc32c';
import { crc64nvme } from './crc64nvme';

/**
 * The checksum algorithms that S3 keeps with an object (**documented**: User Guide, "Checking object integrity"). The XXHASH family is
 * the one it has that is missing here.
 */
export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** `COMPOSITE`: over the parts' checksums; `FULL_OBJECT`: over the bytes. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** A checksum as S3 keeps and answers it. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64; a composite one ends in `-<number of parts>`. */
  readonly value: string;
}

/** `x-amz-checksum-crc32` … */
export const checksumHeader = (algorithm: ChecksumAlgorithm) => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** `ChecksumCRC32` … as elements of XML documents are named. */
export const checksumElement = (algorithm: ChecksumAlgorithm) => `Checksum${algorithm}`;

/** The algorithm of that name, in either case, or undefined. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
}

/** The digest of the bytes. */
export function digest(algorithm: ChecksumAlgorithm, bytes: Uint8Array): Buffer {
  switch (algorithm) {
    case 'CRC32':
      return fourBytes(crc32(bytes));
    case 'CRC32C':
      return fourBytes(crc32c(bytes));
    case 'CRC64NVME':
      return crc64nvme(bytes);
    default:
      return createHash(algorithm.toLowerCase()).update(bytes).digest();
  }
}

/** The checksum over all of an object's bytes. */
export function fullObjectChecksum(algorithm: ChecksumAlgorithm, bytes: Uint8Array): StoredChecksum {
  return { algorithm, type: 'FULL_OBJECT', value: digest(algorithm, bytes).toString('base64') };
}

/** The checksum over the parts' checksums, in base64. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): StoredChecksum {
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  return { algorithm, type: 'COMPOSITE', value: `${digest(algorithm, joined).toString('base64')}-${parts.length}` };
}

/** How an upload in parts is summed up when it does not say (**documented**, the table of the page above). */
export function defaultChecksumType(algorithm: ChecksumAlgorithm): ChecksumType {
  return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
}

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
