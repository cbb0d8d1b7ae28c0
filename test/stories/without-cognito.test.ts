import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { fromWebToken } from '@aws-sdk/credential-providers';
import { authorizationEndpoints, signInForAccessToken } from '../../local/idp/access-tokens/sign-in';
import { signIn } from '../../local/idp/sign-in';
import { changedAssembly, type Game, startGame } from './deployment';
import {
  anotherApp,
  apps,
  oidcProviderArn,
  roleArn,
  roleForFiles,
  templatesWith,
  trust,
  trustAnotherApp,
} from './every-login';
import { signedIn } from './players';

/** Someone else's word for a player, and the role and place that it opens. */
interface Direct {
  readonly name: string;
  readonly principal: string;
  readonly appKey: string;
  readonly app: string;
  readonly subjectKey: string;
  readonly providerId?: string;
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
    name: 'oidc',
    principal: oidcProviderArn,
    appKey: 'players.star-harvest.example:aud',
    app: 'star-harvest-ios',
    subjectKey: 'players.star-harvest.example:sub',
    token: (player, app = 'star-harvest-ios') => idToken(issuer, app, player),
  },
  {
    name: 'google',
    principal: 'accounts.google.com',
    appKey: 'accounts.google.com:aud',
    app: apps.google,
    subjectKey: 'accounts.google.com:sub',
    token: (player, app = apps.google) => idToken('https://accounts.google.com', app, player),
  },
  {
    name: 'amazon',
    principal: 'www.amazon.com',
    appKey: 'www.amazon.com:app_id',
    app: apps.amazon,
    subjectKey: 'www.amazon.com:user_id',
    providerId: 'www.amazon.com',
    token: (player, app = apps.amazon) => accessToken('www.amazon.com', app, player),
  },
  {
    name: 'facebook',
    principal: 'graph.facebook.com',
    appKey: 'graph.facebook.com:app_id',
    app: apps.facebook,
    subjectKey: 'graph.facebook.com:id',
    providerId: 'graph.facebook.com',
    token: (player, app = apps.facebook) => accessToken('graph.facebook.com', app, player),
  },
];

beforeAll(async () => {
  const { directory, remove } = changedAssembly(
    templatesWith('AWS::S3::Bucket', (resources, bucket) => {
      for (const { name, principal, appKey, app, subjectKey } of directs) {
        const condition = { StringEquals: { [appKey]: app } };
        const prefix = `federated/${name}/\${${subjectKey}}`;
        const arn = { 'Fn::GetAtt': [bucket, 'Arn'] };
        resources[`Direct${name}`] = roleForFiles(`direct-${name}`, trust(principal, condition), arn, prefix);
      }
      trustAnotherApp(resources, 'accounts.google.com');
    }),
  );
  game = await startGame({ assemblies: [directory], play: 'all' });
  remove();
});
afterAll(() => game.stop());

const credentialsOf = (direct: Direct, webIdentityToken: string, role = `direct-${direct.name}`) =>
  fromWebToken({
    roleArn: roleArn(role),
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
  test('has a place of her own, which another such player can not reach', async () => {
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
    const her = `private/${pooled.identityId}/save`;
    await write(mia.s3, mia.own);
    await write(pooled.s3, her);
    await expect(read(pooled.s3, mia.own)).rejects.toMatchObject(denied);
    await expect(write(pooled.s3, mia.own)).rejects.toMatchObject(denied);
    await expect(read(mia.s3, her)).rejects.toMatchObject(denied);
    await expect(write(mia.s3, her)).rejects.toMatchObject(denied);
    await expect(read(pooled.s3, her)).resolves.toHaveProperty('Body');
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
      await expect(credentialsOf(direct, token, `direct-${other.name}`)()).rejects.toMatchObject(denied);
    }
    const elsewhere = { oidc: 'star-harvest-android', google: anotherApp, facebook: '987' }[direct.name] ?? 'another';
    await expect(credentialsOf(direct, await direct.token('Mia', elsewhere))()).rejects.toMatchObject(denied);
    await expect(credentialsOf(direct, token)()).resolves.toHaveProperty('accessKeyId');
  });
});
