import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import type { PlayerCredentials } from './credentials';

/** One call of an API. */
export interface ApiCall {
  readonly method: 'POST' | 'DELETE';
  /** Below the API's address: `/me`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text goes as it is. */
  readonly body?: object | string;
  /** Who signs; absent: nobody. */
  readonly credentials?: PlayerCredentials;
}

/**
 * Calls an API by its address, and answers what the body holds. What nobody answered, or API Gateway for a function that is not ready, is sent
 * again, as SDK clients do it: to a score that makes no difference, for its token counts once.
 */
export type CallApi = (url: string, call: ApiCall) => Promise<Readonly<Record<string, unknown>>>;

/** A call that was answered with an error, by the name that whoever refused it gives it. */
export class ApiError extends Error {
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId?: string };

  constructor(name: string, message: string, httpStatusCode: number, requestId: string | undefined) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode, ...(requestId !== undefined && { requestId }) };
  }
}

/** Whose connections, region and hash are used: one that has them anyway. */
type Sender = Pick<S3Client['config'], 'requestHandler' | 'region' | 'sha256' | 'streamCollector'>;
type HttpRequest = Parameters<SignatureV4['sign']>[0];

/**
 * Calls APIs as an app does that has no SDK for them: a signature of version 4, or none, and plain JSON.
 *
 * @param endpoint where AWS is, if it is not where an address says: the address is then the name that it is asked by. The SDKs read the same of
 *   `AWS_ENDPOINT_URL` (documented: SDKs and Tools reference, "Service-specific endpoints").
 */
export function apiCaller(sender: Sender, endpoint: string | undefined): CallApi {
  return fewAtOnce(
    again(async (url, { method, path, query = {}, headers = {}, body, credentials }) => {
      const address = new URL(url);
      const server = new URL(endpoint ?? url);
      const unsigned = {
        method,
        protocol: server.protocol,
        hostname: server.hostname,
        ...(server.port !== '' && { port: Number(server.port) }),
        path: `${address.pathname.replace(/\/$/, '')}${path}`,
        query: { ...query },
        headers: {
          host: address.host,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      };
      const { response } = await sender.requestHandler.handle(await signed(unsigned, sender, credentials));
      const text = Buffer.from(await sender.streamCollector(response.body)).toString('utf8');
      const answer = parsed(text);
      if (response.statusCode < 400) return answer;
      const header = (name: string) => response.headers[name];
      // What the functions say is in the body; what API Gateway says is in a header, maybe with the address of its schema behind it.
      const name = answer.error ?? header('x-amzn-errortype')?.split(':')[0] ?? `Status${response.statusCode}`;
      const requestId = header('x-amzn-requestid');
      throw new ApiError(String(name), String(answer.message ?? text.slice(0, 200)), response.statusCode, requestId);
    }),
  );
}

/** As many attempts as SDK clients make by default, and what they wait between two, in milliseconds. */
const attempts = 3;
const firstPause = 100;

function again(call: CallApi): CallApi {
  return async (url, asked) => {
    for (let made = 1; ; made += 1) {
      try {
        return await call(url, asked);
      } catch (error) {
        if (made === attempts || !isTransient(error)) throw error;
        await sleep(firstPause * 2 ** made);
      }
    }
  };
}

/** The network's errors are named by codes (`ECONNRESET`), the time that is over by its name. */
function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) return error.$metadata.httpStatusCode >= 500;
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
  return name === 'TimeoutError' || typeof code === 'string';
}

/** As many calls as are on their way at once: each one more starts a function anew, and the stage throttles what real players send beside it. */
const mostAtOnce = 3;

function fewAtOnce(call: CallApi): CallApi {
  const waiting: (() => void)[] = [];
  let going = 0;
  return async (url, asked) => {
    if (going >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else going += 1;
    try {
      return await call(url, asked);
    } finally {
      const next = waiting.shift();
      // The place is handed on, or free.
      if (next === undefined) going -= 1;
      else next();
    }
  };
}

async function signed(
  request: HttpRequest,
  { region, sha256 }: Sender,
  credentials: PlayerCredentials | undefined,
): Promise<Parameters<Sender['requestHandler']['handle']>[0]> {
  const signer =
    credentials && new SignatureV4({ credentials, sha256, service: 'execute-api', region: await region() });
  return ((await signer?.sign(request)) ?? request) as Parameters<Sender['requestHandler']['handle']>[0];
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
