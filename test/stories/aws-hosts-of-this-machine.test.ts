import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
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

/** Sends a request to the local cloud as it is; a browser takes `….localhost` there by itself. */
async function send({ method, path, headers, body }: Sent): Promise<Answer> {
  const sent = request(game.cloud.url + path, { method, headers, setHost: false }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    headers: response.headers as Record<string, string>,
    body: await text(response),
  };
}

/** How the host that an SDK signed is changed before it is sent. */
type Rewrite = (host: string) => Record<string, string>;
const withPort: Rewrite = (host) => ({ host: `${host}.localhost:${new URL(game.cloud.url).port}` });

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
    const path = query.size === 0 ? signed.path : `${signed.path}?${query}`;
    const answer = await send({ ...signed, path, headers: { ...signed.headers, ...rewrite(signed.hostname) } });
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
  ['the same as this machine’s name, with a port', withPort],
  ['the same without one', (host) => ({ host: `${host}.localhost` })],
  ['the same in capitals of this machine’s name', (host) => ({ host: `${host}.LocalHost:4510` })],
  ['the same, forwarded too', (host) => ({ ...withPort(host), 'x-forwarded-host': host })],
  ['a forwarded one', (host) => ({ host: '127.0.0.1', 'x-forwarded-host': host })],
];
const bad: readonly (readonly [string, Rewrite])[] = [
  ['another host of AWS', (host) => withPort(`x${host}`)],
  ['another bucket or none before it', (host) => withPort(host.replace(/^[^.]+/, 'other'))],
  ['another region', (host) => withPort(host.replace('eu-west-1', 'us-east-1').replace(/^sts\./, 'sts.us-east-1.'))],
  ['another partition', (host) => withPort(`${host}.cn`)],
  ['this machine’s name twice', (host) => ({ host: `${host}.localhost.localhost` })],
  ['this machine’s name and something', (host) => ({ host: `${host}.evil.localhost` })],
  ['this machine alone', () => ({ host: 'localhost:4510' })],
  ['this machine’s name, forwarded', (host) => ({ host: 'localhost', 'x-forwarded-host': `${host}.localhost` })],
  ['one host, and another forwarded', (host) => ({ ...withPort(host), 'x-forwarded-host': `x${host}` })],
  ['another host, and the signed one forwarded', (host) => ({ ...withPort(`x${host}`), 'x-forwarded-host': host })],
  ['the signed one, and this machine forwarded', (host) => ({ ...withPort(host), 'x-forwarded-host': 'localhost' })],
  ['a stranger’s host behind it', (host) => ({ host: `${host}.localhost.evil.example` })],
  ['a stranger’s host with the signed one forwarded', (host) => ({ host: 'evil.example', 'x-forwarded-host': host })],
];

describe.each(Object.keys(calls))('what was signed for %s', (call) => {
  beforeAll(() => statusOf('S3', withPort));

  test.each(good)('holds where it is sent to %s', async (_what, rewrite) => {
    expect(await statusOf(call, rewrite)).toBe(200);
  });

  test.each(bad)('does not where it is sent to %s', async (_what, rewrite) => {
    expect([400, 403]).toContain(await statusOf(call, rewrite));
  });
});

/** The status of a request as its bytes are. */
async function rawStatus(head: string): Promise<number> {
  const socket = connect(Number(new URL(game.cloud.url).port), '127.0.0.1');
  socket.write(`${head}\r\nConnection: close\r\n\r\n`);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(await text(socket))?.[1]);
}

test.each([
  ['the URL says it, and the header alike', (aws: string) => [`http://${aws}/`, aws], 403],
  ['the URL says another', (aws: string) => [`http://other.${aws}/`, aws], 400],
  ['the header says a stranger', (aws: string) => [`http://${aws}/`, 'evil.example'], 400],
  ['the URL says a stranger', (aws: string) => ['http://evil.example/', aws], 400],
  ['the URL says this machine', (aws: string) => ['http://localhost/', aws], 400],
])('a whole URL: %s', async (_what, parts, status) => {
  const [url, host] = parts(`${game.bucket}.s3.eu-west-1.amazonaws.com.localhost`);
  // 403 is S3's own word to whoever signs nothing.
  expect(await rawStatus(`GET ${url} HTTP/1.1\r\nHost: ${host}`)).toBe(status);
});

describe('the domain of a user pool', () => {
  const ask = (headers: Record<string, string>, path = '/login') => send({ method: 'GET', path, headers });
  const domain = () => new URL(game.cloud.managedLogins[0]?.signInUrl ?? '').host;

  test.each([
    ['as it is', () => ({ host: domain() })],
    ['as this machine’s name', () => withPort(domain())],
    ['forwarded', () => ({ host: 'localhost', 'x-forwarded-host': domain() })],
  ])('leads to its pages %s', async (_what, headers) => {
    // Managed login's own word to whoever brings no app along.
    expect(await ask(headers())).toMatchObject({ status: 400, body: expect.stringContaining('client_id') });
  });

  test.each([
    ['somebody else’s', () => withPort(`evil.${domain().split('.').slice(1).join('.')}`), 403],
    ['below it', () => withPort(`evil.${domain()}`), 403],
    // A bucket that is called so, if there were one.
    ['one that only begins alike', () => ({ host: `${domain()}.evil.localhost` }), 404],
  ])('leads nowhere where it is %s', async (_what, headers, status) => {
    const { status: answered, body } = await ask(headers());
    expect(answered).toBe(status);
    expect(body).not.toContain('client_id');
  });

  test('takes the form that its own page sent, and no other page’s', async () => {
    const client = game.cloud.managedLogins[0]?.clients[0]?.id ?? '';
    const resources = game.cloud.stacks.flatMap((stack) => stack.resources);
    const [redirect] = (resources.find(({ ref }) => ref === client)?.properties.CallbackURLs ?? []) as string[];
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    const query = new URLSearchParams({
      client_id: client,
      redirect_uri: redirect ?? '',
      response_type: 'code',
      scope: 'openid',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const path = `/login?${query}`;
    const { host = '' } = withPort(domain());
    const shown = await ask({ host }, path);
    const cookie = String(shown.headers['set-cookie']).split(';')[0] ?? '';
    const [, proof = ''] = /name="_csrf" value="([^"]+)"/.exec(shown.body) ?? [];
    const form = (origin: string) =>
      send({
        method: 'POST',
        path,
        headers: { host, cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ _csrf: proof, username: 'nobody@players.example', password: 'x' }).toString(),
      });
    expect((await form(`http://${host}`)).body).not.toContain('from elsewhere');
    for (const origin of [`http://${domain()}`, 'http://localhost:5173', 'https://evil.example']) {
      expect(await form(origin)).toMatchObject({ status: 403 });
    }
  });
});
