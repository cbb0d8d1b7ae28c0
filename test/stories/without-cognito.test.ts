import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { fromWebToken } from '@aws-sdk/credential-providers';
import { outputOf } from '../../local/account/outputs';
import { authorizationEndpoints, signInForAccessToken } from '../../local/idp/access-tokens/sign-in';
import { signIn } from '../../local/idp/sign-in';
import { changedAssembly, type Game, startGame } from './deployment';
import { anotherApp, apps, templatesWith, trustAnotherApp } from './every-login';
import { signedIn } from './players';

/** Someone else's word for a player. */
interface Direct {
  /** As the configuration names them, and so the zone. */
  readonly name: string;
  /** The output that names the role. */
  readonly role: string;
  readonly providerId?: string;
  /** @param app another than the game's */
  readonly token: (player: string, app?: string) => Promise<string>;
}

let game: Game;
const issuer = 'https://players.star-harvest.example';
const idToken = async (from: string, clientId: string, player: string) =>
  (await signIn({ issuer: from, clientId, player, fetch: game.cloud.fetch })).idToken;
const accessToken = (provider: keyof typeof authorizationEndpoints, clientId: string, player: string) =>
  signInForAccessToken({
    authorizationEndpoint: authorizationEndpoints[provider],
    clientId,
    player,
    fetch: game.cloud.fetch,
  });

const directs: Direct[] = [
  {
    name: 'star-harvest',
    role: 'FederatedRoleArnStarHarvest',
    token: (player, app = 'star-harvest-ios') => idToken(issuer, app, player),
  },
  {
    name: 'google',
    role: 'FederatedRoleArnGoogle',
    token: (player, app = apps.google) => idToken('https://accounts.google.com', app, player),
  },
  {
    name: 'amazon',
    role: 'FederatedRoleArnAmazon',
    providerId: 'www.amazon.com',
    token: (player, app = apps.amazon) => accessToken('www.amazon.com', app, player),
  },
  {
    name: 'facebook',
    role: 'FederatedRoleArnFacebook',
    providerId: 'graph.facebook.com',
    token: (player, app = apps.facebook) => accessToken('graph.facebook.com', app, player),
  },
];

beforeAll(async () => {
  const { directory, remove } = changedAssembly(
    templatesWith('AWS::IAM::OIDCProvider', (resources, provider) => {
      trustAnotherApp(resources, 'accounts.google.com');
      // The issuer makes tokens for an app that no role takes.
      const clients: { ClientIdList?: string[] } = resources[provider]?.Properties ?? {};
      clients.ClientIdList?.push(anotherApp);
    }),
  );
  game = await startGame({ assemblies: [directory], play: 'all' });
  remove();
});
afterAll(() => game.stop());

const credentialsOf = (direct: Direct, webIdentityToken: string, role = direct.role) =>
  fromWebToken({
    roleArn: outputOf(game.cloud.stacks, role),
    webIdentityToken,
    roleSessionName: 'star-harvest',
    ...(direct.providerId === undefined ? {} : { providerId: direct.providerId }),
    clientConfig: game.client,
  });
const s3With = (credentials: S3ClientConfig['credentials']) => new S3Client({ ...game.client, credentials });
const write = (s3: S3Client, Key: string) => s3.send(new PutObjectCommand({ Bucket: game.bucket, Key, Body: 'save' }));
const read = (s3: S3Client, Key: string) => s3.send(new GetObjectCommand({ Bucket: game.bucket, Key }));
const denied = { name: 'AccessDenied' };

/** The subject as the provider's own tokens and endpoints say it; no AWS call hands it to the app but STS's answer. */
async function subjectOf(direct: Direct, token: string): Promise<string> {
  if (direct.providerId === undefined) {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;
  }
  const url = direct.name === 'amazon' ? 'https://api.amazon.com/user/profile' : 'https://graph.facebook.com/me';
  const profile = await (await game.cloud.fetch(`${url}?access_token=${encodeURIComponent(token)}`)).json();
  return profile.user_id ?? profile.id;
}

async function player(direct: Direct, name: string) {
  const token = await direct.token(name);
  return {
    s3: s3With(credentialsOf(direct, token)),
    own: `federated/${direct.name}/${await subjectOf(direct, token)}/save`,
  };
}

describe.each(directs)('a player whom $name vouches for, without Cognito,', (direct) => {
  test('has a place of their own, which another such player can not reach', async () => {
    const mia = await player(direct, 'Mia');
    const noa = await player(direct, 'Noa');
    await write(mia.s3, mia.own);
    await write(noa.s3, noa.own);
    await expect(read(mia.s3, mia.own)).resolves.toHaveProperty('Body');
    await expect(read(noa.s3, mia.own)).rejects.toMatchObject(denied);
    await expect(write(noa.s3, mia.own)).rejects.toMatchObject(denied);
  });

  test('and a player of the pool can not reach each other’s data', async () => {
    const mia = await player(direct, 'Mia');
    const pooled = await signedIn(game, 'Pia');
    const theirs = `private/${pooled.identityId}/save`;
    await write(mia.s3, mia.own);
    await write(pooled.s3, theirs);
    await expect(read(pooled.s3, mia.own)).rejects.toMatchObject(denied);
    await expect(write(pooled.s3, mia.own)).rejects.toMatchObject(denied);
    await expect(read(mia.s3, theirs)).rejects.toMatchObject(denied);
    await expect(write(mia.s3, theirs)).rejects.toMatchObject(denied);
    await expect(read(pooled.s3, theirs)).resolves.toHaveProperty('Body');
  });

  test('gets no role of the pool, of another provider or by another app’s token', async () => {
    const token = await direct.token('Mia');
    const pool = fromWebToken({
      roleArn: game.authenticatedRoleArn,
      webIdentityToken: token,
      ...(direct.providerId === undefined ? {} : { providerId: direct.providerId }),
      clientConfig: game.client,
    });
    await expect(pool()).rejects.toMatchObject(denied);
    for (const other of directs.filter(({ name }) => name !== direct.name)) {
      await expect(credentialsOf(direct, token, other.role)()).rejects.toMatchObject(denied);
    }
    const elsewhere = { amazon: 'another', facebook: '987' }[direct.name] ?? anotherApp;
    await expect(credentialsOf(direct, await direct.token('Mia', elsewhere))()).rejects.toMatchObject(denied);
    await expect(credentialsOf(direct, token)()).resolves.toHaveProperty('accessKeyId');
  });
});
