import { createHash } from 'node:crypto';
import { RestXmlError } from '../../../protocols/rest-xml';
import { s3Errors } from '../errors';
import {
  type ChecksumAlgorithm,
  checksumAlgorithm,
  checksumAlgorithms,
  checksumHeader,
  digest,
  type StoredChecksum,
} from './checksum';

type Headers = Readonly<Record<string, string>>;

/** Headers of that prefix that hold no checksum. */
const notChecksums = new Set(['x-amz-checksum-mode', 'x-amz-checksum-type', 'x-amz-checksum-algorithm']);

/**
 * Compares a body with the digests that came with it (`Content-MD5`, `x-amz-checksum-…`, also from a trailer).
 *
 * @returns the checksum that the client gave, which S3 keeps with the object
 * @throws InvalidDigest, BadDigest, InvalidRequest
 */
export function verifyBody(headers: Headers, body: Buffer): StoredChecksum | undefined {
  verifyMd5(headers['content-md5'], body);
  const claimed = claimedChecksum(headers);
  if (!claimed) return undefined;
  const { algorithm, value } = claimed;
  const actual = digest(algorithm, body);
  if (!isDigest(value, actual.length)) {
    // **Observed**: versitygw#1692.
    const place = headers['x-amz-trailer'] === undefined ? 'header' : 'trailing header';
    throw s3Errors.invalidRequest(`Value for ${checksumHeader(algorithm)} ${place} is invalid.`);
  }
  if (!Buffer.from(value, 'base64').equals(actual)) {
    throw s3Errors.badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, type: 'FULL_OBJECT', value };
}

/** The one checksum that a request's headers hold, unverified. @throws InvalidRequest, NotImplemented */
export function claimedChecksum(headers: Headers): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  const names = Object.keys(headers).filter((name) => name.startsWith('x-amz-checksum-') && !notChecksums.has(name));
  if (names.length > 1) {
    throw s3Errors.invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const [name] = names;
  const promised = headers['x-amz-sdk-checksum-algorithm'];
  if (name === undefined) {
    if (promised === undefined) return undefined;
    throw s3Errors.invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  const algorithm = checksumAlgorithm(name.slice('x-amz-checksum-'.length));
  if (!algorithm) throw s3Errors.notImplemented(name);
  if (promised !== undefined && checksumAlgorithm(promised) !== algorithm) {
    throw s3Errors.invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  return { algorithm, value: headers[name] ?? '' };
}

/** The algorithm that a header names. @throws InvalidRequest */
export function namedAlgorithm(value: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithm(value);
  if (algorithm) return algorithm;
  if (/^XXHASH/i.test(value)) throw s3Errors.notImplemented('x-amz-checksum-algorithm');
  throw s3Errors.invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
  );
}

function verifyMd5(header: string | undefined, body: Buffer): void {
  if (header === undefined) return;
  if (!isDigest(header, 16)) throw s3Errors.invalidDigest(header);
  const actual = createHash('md5').update(body).digest();
  if (Buffer.from(header, 'base64').equals(actual)) return;
  throw new RestXmlError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, {
    ExpectedDigest: header,
    CalculatedDigest: actual.toString('base64'),
  });
}

function isDigest(base64: string, length: number): boolean {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === length && bytes.toString('base64') === base64;
}

/** An object's entity tag, in its quotes: the MD5 of its bytes. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** The entity tag of an object made of parts: the MD5 of their MD5s, and how many they were (**observed**, everywhere). */
export function compositeETag(partETags: readonly string[]): string {
  const joined = Buffer.concat(partETags.map((etag) => Buffer.from(etag.replaceAll('"', ''), 'hex')));
  return `"${createHash('md5').update(joined).digest('hex')}-${partETags.length}"`;
}
