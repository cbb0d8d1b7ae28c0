import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from '../../../local/http/message';
import type { SessionCredentials } from '../../../local/sessions/session';

/** SHA-256 as the AWS SDK's signer wants it, on node:crypto. */
export class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', Buffer.from(secret as Uint8Array));
  }
  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}

/** What a test says of a request; the rest is filled in. */
export interface CallShape {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Signs a request as the AWS SDK for JavaScript does, with that SDK's own signer. */
export async function signedCall(
  shape: CallShape,
  options: {
    credentials: SessionCredentials;
    service: string;
    region?: string;
    at: number;
    presignedSeconds?: number;
    /** Headers that are sent and not signed. */
    unsigned?: readonly string[];
    /** Headers that a presigned URL covers where they are, instead of taking them over. */
    asHeaders?: readonly string[];
  },
): Promise<HttpRequest> {
  const { credentials, service } = options;
  const unsignableHeaders = new Set(options.unsigned);
  const signer = new SignatureV4({
    service,
    region: options.region ?? 'eu-west-1',
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
    },
    sha256: Sha256 as never,
    uriEscapePath: service !== 's3',
    applyChecksum: true,
  });
  const unsigned = {
    method: shape.method ?? 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: shape.path ?? '/',
    query: { ...shape.query },
    headers: { host: '127.0.0.1', ...shape.headers },
    body: shape.body ?? '',
  };
  const signingDate = new Date(options.at);
  const signed =
    options.presignedSeconds === undefined
      ? await signer.sign(unsigned, { signingDate, unsignableHeaders })
      : await signer.presign(unsigned, {
          signingDate,
          unsignableHeaders,
          expiresIn: options.presignedSeconds,
          unhoistableHeaders: new Set(options.asHeaders),
        });
  return wireRequest({ ...shape, headers: signed.headers, query: signed.query as Record<string, string> });
}

/** A request as the listener would have read it. */
export function wireRequest(shape: CallShape): HttpRequest {
  const rawQuery = Object.entries(shape.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return {
    requestId: 'request',
    method: shape.method ?? 'POST',
    rawPath: shape.path ?? '/',
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: shape.headers ?? {},
    body: Buffer.from(shape.body ?? ''),
    sentTo: { scheme: 'http', host: '127.0.0.1' },
    sourceIp: '127.0.0.1',
  };
}
