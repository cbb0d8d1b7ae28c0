import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4Base } from '@smithy/signature-v4';
import type { HttpRequest } from './message';
import type { SignatureParts } from './signature-parts';

/** The AWS SDK's own canonicalization, opened for the other side of the wire. */
class Canonicalizer extends SignatureV4Base {
  constructor(service: string, uriEscapePath: boolean) {
    // Only the canonical request is taken from the SDK, so the signer's other inputs are never asked for.
    super({
      service,
      region: '',
      credentials: { accessKeyId: '', secretAccessKey: '' },
      sha256: Unused,
      uriEscapePath,
    });
  }

  canonicalRequest(request: HttpRequest, signedHeaders: readonly string[], payloadHash: string): string {
    const headers: Record<string, string> = {};
    for (const name of signedHeaders) headers[name] = collapse(headerOf(request, name));
    return this.createCanonicalRequest(
      {
        method: request.method,
        path: request.rawPath,
        query: queryBag(request.query),
        headers,
        protocol: 'https:',
        hostname: '',
      },
      headers,
      payloadHash,
    );
  }
}

class Unused {
  update(): void {}
  digest(): Promise<Uint8Array> {
    return Promise.reject(new Error('not used'));
  }
  reset(): void {}
}

/** Every service but S3 escapes the path a second time. */
const s3Canonicalizer = new Canonicalizer('s3', false);
const canonicalizer = new Canonicalizer('', true);

/** Whether the request carries the signature that this secret makes over it. Compares in constant time. */
export function signatureMatches(
  request: HttpRequest,
  parts: SignatureParts,
  signingKey: Buffer,
  payloadHash: string,
): boolean {
  const canonical = (parts.service === 's3' ? s3Canonicalizer : canonicalizer).canonicalRequest(
    request,
    parts.signedHeaders,
    payloadHash,
  );
  const expected = createHmac('sha256', signingKey)
    .update(`AWS4-HMAC-SHA256\n${parts.signedAt}\n${scopeOf(parts)}\n${sha256Hex(canonical)}`)
    .digest();
  return timingSafeEqual(expected, Buffer.from(parts.signature, 'hex'));
}

/** The key that signs one day's requests to one service in one region. */
export function deriveSigningKey(secretAccessKey: string, parts: SignatureParts): Buffer {
  let key: Buffer | string = `AWS4${secretAccessKey}`;
  for (const step of [parts.scopeDate, parts.region, parts.service, 'aws4_request']) {
    key = createHmac('sha256', key).update(step).digest();
  }
  return key as Buffer;
}

/** `20261120/eu-west-1/s3/aws4_request` */
export function scopeOf(parts: SignatureParts): string {
  return `${parts.scopeDate}/${parts.region}/${parts.service}/aws4_request`;
}

/** SHA-256, in hexadecimal digits. */
export function sha256Hex(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A header, and never a member of `Object.prototype`: whoever signs chooses the names. */
function headerOf({ headers }: HttpRequest, name: string): string {
  return Object.hasOwn(headers, name) ? (headers[name] ?? '') : '';
}

function collapse(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}

function queryBag(query: URLSearchParams): Record<string, string | string[]> {
  if (query.size === 0) return {};
  const names = [...new Set(query.keys())].filter((name) => name !== 'X-Amz-Signature');
  // An ordinary object, whose own methods the SDK's canonicalization calls; made so, a parameter `__proto__` is one like any other.
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
