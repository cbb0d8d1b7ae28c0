import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { localUrl } from '../../client/local-cloud';
import { type Game, startGame } from './deployment';

let game: Game;
beforeAll(async () => {
  game = await startGame();
});
afterAll(() => game.stop());

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}
interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Sends a request to the local cloud as it is. */
async function send({ method, path, headers, body }: Sent): Promise<Answer> {
  const sent = request(game.cloud.url + path, { method, headers, setHost: false }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    headers: response.headers as Record<string, string>,
    body: await text(response),
  };
}

/** How the address that an SDK signed is changed before it is sent: what goes before its path, and headers. */
type Rewrite = (host: string) => { readonly at?: string; readonly host?: string; readonly forwarded?: string };
const inPath: Rewrite = (host) => ({ at: `/_aws/${host}` });

interface SdkRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | null | readonly string[]>>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** Options of an SDK client that knows no endpoint: it signs AWS's own host, and then its URL is changed. */
function clientOf(rewrite: Rewrite, seen: Answer[]) {
  const { administrator, region } = game.cloud;
  const { accessKeyId, secretAccessKey } = administrator;
  const handle = async (signed: SdkRequest) => {
    const query = new URLSearchParams(
      Object.entries(signed.query ?? {}).map(([name, value]): [string, string] => [name, String(value ?? '')]),
    );
    const { at = '', host = new URL(game.cloud.url).host, forwarded } = rewrite(signed.hostname);
    const path = at + (query.size === 0 ? signed.path : `${signed.path}?${query}`);
    const headers = { ...signed.headers, host, ...(forwarded !== undefined && { 'x-forwarded-host': forwarded }) };
    const answer = await send({ ...signed, path, headers });
    seen.push(answer);
    return { response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.body) } };
  };
  const requestHandler = { handle, metadata: { handlerProtocol: 'http/1.1' } };
  return {
    region,
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: requestHandler as never,
    maxAttempts: 1,
  };
}

type Options = ReturnType<typeof clientOf>;

/** One call of each kind that signs a host: in the bucket's name, in a service's own, and in a presigned URL. */
const calls: Readonly<Record<string, (options: Options) => Promise<unknown>>> = {
  S3: (options) => new S3Client(options).send(new PutObjectCommand({ Bucket: game.bucket, Key: 'a/b c', Body: 'x' })),
  DynamoDB: (options) => new DynamoDBClient(options).send(new ListTablesCommand({})),
  STS: (options) => new STSClient(options).send(new GetCallerIdentityCommand({})),
  'a presigned URL of S3': async ({ region, credentials, requestHandler }) => {
    const key = { Bucket: game.bucket, Key: 'a/b c' };
    const url = new URL(await getSignedUrl(new S3Client({ region, credentials }), new GetObjectCommand(key)));
    const { handle } = requestHandler as unknown as { handle(signed: SdkRequest): Promise<unknown> };
    const path = `${url.pathname}${url.search}`;
    return handle({ method: 'GET', hostname: url.hostname, path, headers: {} });
  },
};

async function statusOf(call: string, rewrite: Rewrite): Promise<number | undefined> {
  const seen: Answer[] = [];
  await calls[call]?.(clientOf(rewrite, seen)).catch(() => {});
  return seen[0]?.status;
}

const good: readonly (readonly [string, Rewrite])[] = [
  ['AWS’s own host', (host) => ({ host })],
  ['that host in the path', inPath],
  ['the same in capitals', (host) => inPath(host.toUpperCase())],
  ['the same, at localhost', (host) => ({ ...inPath(host), host: 'localhost:4510' })],
  ['the same, with another of AWS’s hosts forwarded', (host) => ({ ...inPath(host), forwarded: 'iam.amazonaws.com' })],
  ['a forwarded one', (host) => ({ forwarded: host })],
];
const bad: readonly (readonly [string, Rewrite])[] = [
  ['another host of AWS', (host) => inPath(`x${host}`)],
  ['another bucket or service', (host) => inPath(host.replace(/^[^.]+/, 'other'))],
  ['another region', (host) => inPath(host.replace('eu-west-1', 'us-east-1').replace(/^sts\./, 'sts.us-east-1.'))],
  ['another partition', (host) => inPath(`${host}.cn`)],
  ['a host with a port', (host) => inPath(`${host}:4510`)],
  ['a host behind a user', (host) => inPath(`x@${host}`)],
  ['a stranger’s host that ends in it', (host) => inPath(`${host}.evil.example`)],
  ['a host behind a host', (host) => inPath(`sts.amazonaws.com/_aws/${host}`)],
  ['the path one level down', (host) => ({ at: `/x/_aws/${host}` })],
  ['another mark', (host) => ({ at: `/aws/${host}` })],
  ['the mark in capitals', (host) => ({ at: `/_AWS/${host}` })],
  ['this machine alone', () => ({})],
  ['a stranger’s name, with the host in the path', (host) => ({ ...inPath(host), host: 'evil.example' })],
  ['the host in the path, with a stranger forwarded', (host) => ({ ...inPath(host), forwarded: 'evil.example' })],
];

describe.each(Object.keys(calls))('what was signed for %s', (call) => {
  beforeAll(() => statusOf('S3', inPath));

  test.each(good)('holds where it is sent to %s', async (_what, rewrite) => {
    expect(await statusOf(call, rewrite)).toBe(200);
  });

  test.each(bad)('does not where it is sent to %s', async (_what, rewrite) => {
    expect([400, 403]).toContain(await statusOf(call, rewrite));
  });
});

test('a page of an allowed origin may ask there, and no other', async () => {
  const { region, administrator } = game.cloud;
  const { accessKeyId, secretAccessKey } = administrator;
  const s3 = new S3Client({ region, credentials: { accessKeyId, secretAccessKey } });
  const link = localUrl(
    game.cloud.url,
    await getSignedUrl(s3, new GetObjectCommand({ Bucket: game.bucket, Key: 'a' })),
  );
  const preflight = (origin: string) =>
    fetch(link, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
  const [own, foreign] = await Promise.all([preflight('http://localhost:5173'), preflight('https://evil.example')]);
  expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:5173']);
  expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

test('no user pool’s domain is reached so, whose pages know no other place than their own', async () => {
  const domain = new URL(game.cloud.managedLogins[0]?.signInUrl ?? '').host;
  const ask = (at: string, host: string) => send({ method: 'GET', path: `${at}/login`, headers: { host } });
  // Managed login's own word to whoever brings no app along.
  expect(await ask('', domain)).toMatchObject({ status: 400, body: expect.stringContaining('client_id') });
  expect((await ask(`/_aws/${domain}`, 'localhost')).body).not.toContain('client_id');
});
