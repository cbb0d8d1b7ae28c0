import { S3Client } from '@aws-sdk/client-s3';
import { decodeAwsChunked, isAwsChunked } from '../../../../local/http/aws-chunked';
import type { S3Harness } from './s3-harness';

/** The parts of the SDK's own request and response that pass here. */
interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** The SDK's S3 client, talking to a harness instead of a socket. */
export function sdkClient(harness: S3Harness): S3Client {
  return new S3Client({
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:4500',
    forcePathStyle: true,
    credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: WireRequest) => {
        const encoded = await bytesOf(request.body);
        const headers = lowerCase(request.headers);
        const sent = isAwsChunked(headers) ? decodeAwsChunked(encoded, headers) : { body: encoded, headers };
        const answer = await harness.send(request.method, request.path + queryString(request.query), sent);
        const { Readable } = await import('node:stream');
        const body = Readable.from([Buffer.from(answer.body ?? '')]);
        return { response: { statusCode: answer.status, headers: answer.headers, body } };
      },
    },
  } as never);
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function queryString(query: WireRequest['query'] = {}): string {
  const pairs = Object.entries(query).map(([name, value]) =>
    value === null || value === ''
      ? encodeURIComponent(name)
      : `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as string);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
