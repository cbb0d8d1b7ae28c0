import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Amplify } from 'aws-amplify';
import { cognitoCredentialsProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import { localFetch } from '../../client/local-cloud';
import { configureAnyLogin } from '../../docs/examples/amplify-any-login';
import { names, upload } from '../../docs/examples/amplify-files';
import { configureOpenId } from '../../docs/examples/amplify-openid';
import { confirm, enter, leave, register } from '../../docs/examples/amplify-user-pool';
import { longSession } from '../../docs/examples/basic-flow';
import { directSession } from '../../docs/examples/direct';
import { freshToken } from '../../docs/examples/fresh-token';
import type { GameConfig } from '../../docs/examples/game-config';
import { beginSignIn, finishSignIn, refreshSignIn } from '../../docs/examples/managed-login';
import { playerOf } from '../../docs/examples/player';
import { profileOf } from '../../docs/examples/profile';
import { saveOf } from '../../docs/examples/save';
import { signInGuest } from '../../docs/examples/sign-in-guest';
import { deployAssemblies } from '../../local/account/deployed-assembly';
import { outputOf } from '../../local/account/outputs';
import { browse } from '../../local/idp/browse';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { columnOf, textOf } from '../docs/document';
import { assembly, type Game, rolesAssembly, startGame } from './deployment';
import { playerWith } from './players';
import { synthesizeStory } from './synthesize-story';
import { startUserPoolGame } from './user-pool-game';

const { fetch } = globalThis;
let game: Game;
let config: GameConfig;
beforeAll(async () => {
  game = await startGame();
  config = configOf(game);
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  globalThis.fetch = localFetch(game.cloud.url, game.cloud.fetch);
});
afterAll(() => game.stop());
beforeEach(() => {
  Object.assign(globalThis, { localStorage: new Storage() });
});
afterAll(() => {
  globalThis.fetch = fetch;
  Reflect.deleteProperty(globalThis, 'localStorage');
});

/** What a browser has and Node 20 has not: a device of its own for each test. */
class Storage {
  readonly #items = new Map<string, string>();
  getItem = (key: string) => this.#items.get(key) ?? null;
  setItem = (key: string, value: string) => this.#items.set(key, value);
  removeItem = (key: string) => this.#items.delete(key);
}

const configOf = ({ cloud, client, ...game }: Game): GameConfig => ({
  aws: client,
  identityPoolId: game.identityPoolId,
  guests: true,
  bucket: game.bucket,
  table: game.table,
  roles: {
    authenticated: game.authenticatedRoleArn,
    named: {},
    federated: { StarHarvest: outputOf(cloud.stacks, 'FederatedRoleArnStarHarvest') },
  },
  samlProviders: {},
});
const amplifyOf = ({ cloud, identityPoolId, bucket, region }: Game) => ({
  Auth: { Cognito: { identityPoolId, allowGuestAccess: true, identityPoolEndpoint: cloud.url } },
  Storage: { S3: { bucket, region } },
});
const login = async (player: string) => ({ [game.loginsKey]: await game.idToken(player) });
const putWith = (s3: S3Client) => (Key: string) =>
  s3.send(new PutObjectCommand({ Bucket: game.bucket, Key, Body: 'save' }));
/** What this player has on any other device. */
const savedBy = async (player: string) => saveOf(config, playerOf(config, await login(player))).read();

describe('the SDK for JavaScript', () => {
  test('who is new has no save and no profile; who saved has them on every device', async () => {
    const device = () => {
      const player = playerOf(config, { [game.loginsKey]: freshToken(() => game.idToken('Adele')) });
      return { save: saveOf(config, player), profile: profileOf(config, player) };
    };
    const [phone, tablet] = [device(), device()];
    expect([await phone.save.read(), await phone.profile.read()]).toEqual([undefined, undefined]);
    await phone.save.write('level 7');
    await phone.profile.write({ level: 7 });
    expect([await tablet.save.read(), await tablet.profile.read()]).toEqual(['level 7', { level: 7 }]);
  });

  test('what else is wrong is told, and not taken for a save that is missing', async () => {
    const forged = playerOf(config, { [game.loginsKey]: 'e30.e30.e30' });
    await expect(saveOf(config, forged).read()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const elsewhere = { ...config, bucket: 'no-such-bucket-of-this-game' };
    const read = saveOf(elsewhere, playerOf(config, await login('Adele'))).read();
    await expect(read).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('a guest is one guest, whatever is asked at once, after an error, and at the next visit', async () => {
    const offline = playerOf({ ...config, aws: { ...config.aws, endpoint: 'http://127.0.0.1:1' } });
    await expect(offline()).rejects.toThrow();
    const guest = playerOf(config);
    const all = await Promise.all([saveOf(config, guest).write('level 1'), profileOf(config, guest).read(), guest()]);
    const { identityId } = all[2];
    await expect(offline()).rejects.toThrow();
    expect((await playerOf(config)()).identityId).toBe(identityId);
    expect(await saveOf(config, playerOf(config)).read()).toBe('level 1');
  });

  test('a provider that failed asks again', async () => {
    let token = 'e30.e30.e30';
    const player = playerOf(config, { [game.loginsKey]: async () => token });
    await expect(player()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    token = await game.idToken('Dora');
    expect((await player()).identityId).toMatch(/^eu-west-1:/);
    expect(await player()).toBe(await player());
  });

  test('a guest who signs in keeps their save; the next guest of the device is another one', async () => {
    const guest = playerOf(config);
    await saveOf(config, guest).write('level 1');
    const { identityId } = await guest();
    expect(await signInGuest(config, await login('Berta'))).toEqual({ identityId });
    expect(await savedBy('Berta')).toBe('level 1');
    expect((await playerOf(config)()).identityId).not.toBe(identityId);
  });

  test('where the login has an identity already, what the guest had stays behind and is handed over', async () => {
    const older = playerOf(config, await login('Cleo'));
    await saveOf(config, older).write('level 9');
    await saveOf(config, playerOf(config)).write('level 2');
    const { identityId } = await older();
    expect(await signInGuest(config, await login('Cleo'))).toEqual({ identityId, leftBehind: 'level 2' });
    expect(await savedBy('Cleo')).toBe('level 9');
  });

  test('the basic flow gives credentials for as long as the role allows, and not for longer', async () => {
    const { expiration } = await longSession(config, await login('Elsa'), 900);
    expect(Number(expiration) - Date.now()).toBeLessThanOrEqual(900_000);
    await expect(longSession(config, await login('Elsa'), 43_200)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('direct federation opens the player’s own federated folder and no other', async () => {
    const token = await game.idToken('Fred', 'star-harvest-ios');
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const put = putWith(new S3Client({ ...config.aws, credentials: directSession(config, 'StarHarvest', token) }));
    await expect(put(`federated/star-harvest/${sub}/save.json`)).resolves.toHaveProperty('ETag');
    await expect(put('federated/star-harvest/another/save.json')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

test('a fresh token is fetched when the old one has less than five minutes, and not before', async () => {
  const ending = (seconds: number) => {
    const payload = JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds, name: 'é?>' });
    return `e30.${Buffer.from(payload).toString('base64url')}.x`;
  };
  const tokens = [ending(301), ending(290), ending(3600)];
  const fetchToken = jest.fn(async () => tokens.shift() ?? '');
  const token = freshToken(fetchToken);
  const first = await token();
  expect(await token()).toBe(first);
  expect(fetchToken).toHaveBeenCalledTimes(1);
  const short = freshToken(fetchToken);
  const second = await short();
  expect(await short()).not.toBe(second);
  expect(fetchToken).toHaveBeenCalledTimes(3);
});

describe('Amplify', () => {
  beforeEach(() => cognitoCredentialsProvider.clearCredentialsAndIdentityId());
  afterEach(() => Amplify.configure({}));

  test('with OpenID tokens makes a guest, and a player of whoever signs in', async () => {
    let token: string | undefined;
    configureOpenId(amplifyOf(game), async () => token);
    await upload('save.json', 'level 2');
    token = await game.idToken('Gina');
    expect(await names()).toEqual(['save.json']);
    expect(await savedBy('Gina')).toBe('level 2');
  });

  test('with any login takes the logins as the SDK does', async () => {
    configureAnyLogin(amplifyOf(game), playerOf(config, await login('Hanna')));
    await upload('save.json', 'level 4');
    expect(await savedBy('Hanna')).toBe('level 4');
  });

  test('signs a player of the user pool in by their password, and by no other', async () => {
    const accounts = await startUserPoolGame();
    try {
      const { Auth, Storage } = amplifyOf(accounts);
      const userPool = { userPoolId: accounts.userPoolId, userPoolClientId: accounts.clientId('App') };
      Amplify.configure({
        Auth: { Cognito: { ...Auth.Cognito, ...userPool, userPoolEndpoint: accounts.cloud.url } },
        Storage,
      });
      const [email, password] = ['ida@example.com', 'Correct-Horse-7'];
      await register(email, password);
      const identityId = await confirm(email, password, accounts.codeFor(email));
      await leave();
      await expect(enter(email, 'Wrong-Horse-7')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
      expect(await enter(email, password)).toBe(identityId);
      await leave();
    } finally {
      await accounts.stop();
    }
  });
});

describe('managed login', () => {
  const callback = 'http://localhost:5173/';
  const password = 'Correct-Horse-7';
  const output = (name: string) => outputOf(game.cloud.stacks, name);
  const withUserPool = (): GameConfig => ({
    ...config,
    userPool: {
      id: output('UserPoolId'),
      clientId: output('UserPoolClientIdStarHarvestWeb'),
      managedLogin: {
        domain: new URL(output('UserPoolSignInUrl')).host,
        redirectSignIn: [callback],
        redirectSignOut: [callback],
        scopes: ['openid'],
      },
    },
  });

  /** The backend makes the account, for it alone names clans. */
  async function makeMember(username: string, clan: string): Promise<void> {
    const client = new CognitoIdentityProviderClient(administratorClient(game.cloud));
    const account = { UserPoolId: output('UserPoolId'), Username: username };
    const UserAttributes = [{ Name: 'custom:clan', Value: clan }];
    await client.send(new AdminCreateUserCommand({ ...account, UserAttributes, MessageAction: 'SUPPRESS' }));
    await client.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }));
  }

  /** Somebody types this in a browser. */
  async function signIn(username: string, typed: string, change: (url: URL) => void = () => {}) {
    const { url, pending } = await beginSignIn(withUserPool(), callback);
    change(url);
    const answers = { username, password: typed };
    const back = await browse({ start: url, answers, until: callback, fetch: game.cloud.fetch });
    return finishSignIn(withUserPool(), back, pending);
  }

  test('gives logins with the player’s clan, new ones by the refresh token, and none for a wrong password', async () => {
    await makeMember('jana@example.com', 'red');
    await expect(signIn('jana@example.com', 'Wrong-Horse-7')).rejects.toThrow('Incorrect username or password.');
    const first = await signIn('jana@example.com', password);
    const next = await refreshSignIn(withUserPool(), first.refreshToken ?? '');
    expect(next.logins).not.toEqual(first.logins);
    for (const { logins } of [first, next]) {
      const put = putWith((await playerWith(game, logins)).s3);
      await expect(put('clans/red/save.json')).resolves.toHaveProperty('ETag');
      await expect(put('clans/blue/save.json')).rejects.toMatchObject({ name: 'AccessDenied' });
    }
  });

  test('with email beside openid it would lose their clan, and keep what is their own', async () => {
    await makeMember('kira@example.com', 'red');
    const withEmail = (url: URL) => url.searchParams.set('scope', 'openid email');
    const { logins } = await signIn('kira@example.com', password, withEmail);
    const { identityId, s3 } = await playerWith(game, logins);
    await expect(putWith(s3)(`private/${identityId}/save.json`)).resolves.toHaveProperty('ETag');
    await expect(putWith(s3)('clans/red/save.json')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('docs/apps.md', () => {
  /** `UserPoolClientId<App><Platform>` as what it stands for. */
  const patternOf = (name: string) => new RegExp(`^${name.replace(/<\w+>/g, '[A-Z][A-Za-z0-9]*')}$`);

  const scoresAssembly = mkdtempSync(join(tmpdir(), 'game-federation-outputs-'));
  beforeAll(() => synthesizeStory('local-scores', scoresAssembly));
  afterAll(() => rmSync(scoresAssembly, { recursive: true, force: true }));

  test('tells each output of the local stages, and no other', () => {
    const stacks = [[assembly, rolesAssembly], [scoresAssembly]].flatMap((assemblies) =>
      deployAssemblies(assemblies).flatMap((deployed) => deployed.stacks),
    );
    const outputs = stacks.flatMap((stack) => stack.outputs).filter(({ exportName }) => exportName === undefined);
    const told = columnOf(textOf('docs/apps.md'), 'Stack outputs', 1).map(patternOf);
    expect(outputs.map(({ name }) => name).filter((name) => !told.some((one) => one.test(name)))).toEqual([]);
    expect(told.filter((one) => !outputs.some(({ name }) => one.test(name)))).toEqual([]);
  });
});
