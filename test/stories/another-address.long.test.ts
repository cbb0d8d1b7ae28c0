import { connect } from 'node:net';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { paintFor } from '../../local/smoke-test/report/paint';
import { runAllSmokeTests } from '../../local/smoke-test/run-all';
import { type Game, startGame } from './deployment';

/** Whether something answers a connection to an address. */
function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The addresses of everything that listens. */
const urlsOf = ({ cloud }: Game) => [
  cloud.url,
  ...cloud.identityProviders.map(({ url }) => url),
  ...cloud.standIns.map(({ signInUrl }) => signInUrl),
  ...cloud.samlProviders.map(({ ssoUrl }) => ssoUrl),
  ...cloud.managedLogins.map(({ localUrl }) => localUrl),
];

// Linux alone has all of 127.0.0.0/8 for addresses of its own.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux.each([
  { host: undefined, told: '127.0.0.1', closed: ['127.0.0.2'] },
  { host: '127.0.0.2', told: '127.0.0.2', closed: ['127.0.0.1', '127.0.0.3'] },
])('a cloud that listens at $host', ({ host, told, closed }) => {
  let game: Game;
  beforeAll(async () => {
    game = await startGame({ play: 'all', ...(host === undefined ? {} : { host }) });
  });
  afterAll(() => game.stop());

  test('says that address of itself and of every sign-in page, and listens nowhere else', async () => {
    expect(game.cloud.host).toBe(told);
    for (const url of urlsOf(game)) {
      expect(new URL(url).hostname).toBe(told);
      const port = Number(new URL(url).port);
      expect(await isOpen(told, port)).toBe(true);
      for (const other of closed) expect(await isOpen(other, port)).toBe(false);
    }
  });

  test('serves SDK clients, and all sign-in pages, by it', async () => {
    const client = new CognitoIdentityClient(game.client);
    expect(await client.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId }))).toHaveProperty('IdentityId');
    const lines: string[] = [];
    expect(await runAllSmokeTests(game.cloud, paintFor({}, {}), (line = '') => lines.push(line))).toBe(true);
  });

  test('still sends a player nowhere but to this machine or an app', async () => {
    const signInUrl = game.cloud.standIns[0]?.signInUrl ?? '';
    const status = async (redirect_uri: string) =>
      (await fetch(`${signInUrl}?${new URLSearchParams({ client_id: '7', redirect_uri })}`)).status;
    expect(await status('http://127.0.0.1:9999/callback')).toBe(200);
    expect(await status('http://192.168.1.9/callback')).toBe(400);
    expect(await status('https://evil.example/callback')).toBe(400);
  });
});

test('a cloud at all addresses is told by one, and answers on each', async () => {
  const game = await startGame({ host: '0.0.0.0' });
  try {
    const { hostname, port } = new URL(game.cloud.url);
    expect(hostname).not.toBe('0.0.0.0');
    for (const address of new Set([hostname, '127.0.0.1'])) expect(await isOpen(address, Number(port))).toBe(true);
  } finally {
    await game.stop();
  }
});
