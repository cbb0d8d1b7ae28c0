import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { authorizationEndpoints, signInForAccessToken } from '../../local/idp/access-tokens/sign-in';
import { signIn } from '../../local/idp/sign-in';
import { Issuer } from '../local/federation/issuer';
import type { SamlIssuer } from '../local/identities/saml/saml-issuer';
import { type Game, startGame } from './deployment';
import { anotherApp, apps, assemblyWithEveryLogin, MovableClock, samlProviderArn, studio } from './every-login';

const clock = new MovableClock();
let game: Game;
let saml: SamlIssuer;
beforeAll(async () => {
  saml = studio(clock);
  const { directory, remove } = assemblyWithEveryLogin(saml);
  game = await startGame({ assemblies: [directory], play: 'all', clock });
  remove();
});
afterAll(() => game.stop());
afterEach(() => clock.set(0));

/** A login provider as a player and an attacker meet it. */
interface Provider {
  /** Its key in `Logins`. */
  readonly key: string;
  /** A player's own token, from the sign-in page where there is one. */
  readonly token: (player: string) => Promise<string> | string;
  /** A token that the same player has for another app. */
  readonly forAnotherApp: (player: string) => Promise<string> | string;
  /** A token that only looks like one of this provider. */
  readonly forged: (player: string) => Promise<string> | string;
}

const idToken = async (issuer: string, clientId: string, player: string) =>
  (await signIn({ issuer, clientId, player, fetch: game.cloud.fetch })).idToken;
const accessToken = (name: keyof typeof authorizationEndpoints, clientId: string, player: string) =>
  signInForAccessToken({
    authorizationEndpoint: authorizationEndpoints[name],
    clientId,
    player,
    fetch: game.cloud.fetch,
  });
/** Signed with keys of its own, under the real issuer's name. */
const impostor = async (issuer: string, clientId: string, player: string) =>
  (await Issuer.start(issuer, clientId, clock)).idToken(player);

const openId = (key: string, clientId: string): Provider => ({
  key,
  token: (player) => idToken(`https://${key}`, clientId, player),
  forAnotherApp: (player) => idToken(`https://${key}`, anotherApp, player),
  forged: (player) => impostor(`https://${key}`, clientId, player),
});

const providers: Provider[] = [
  openId('accounts.google.com', apps.google),
  openId('appleid.apple.com', apps.apple),
  {
    key: 'www.amazon.com',
    token: (player) => accessToken('www.amazon.com', apps.amazon, player),
    forAnotherApp: (player) => accessToken('www.amazon.com', 'amzn1.application-oa2-client.another', player),
    forged: () => `Atza|${'A'.repeat(350)}`,
  },
  {
    key: 'graph.facebook.com',
    token: (player) => accessToken('graph.facebook.com', apps.facebook, player),
    forAnotherApp: (player) => accessToken('graph.facebook.com', '987', player),
    forged: () => `EAA${'A'.repeat(180)}`,
  },
  {
    key: samlProviderArn,
    token: (player) => saml.response(player),
    forAnotherApp: (player) => saml.response(player, { audience: 'urn:another:service' }),
    forged: (player) => studio(clock).response(player),
  },
];

const identityOf = async (key: string, token: string) => {
  const command = new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins: { [key]: token } });
  return (await new CognitoIdentityClient(game.client).send(command)).IdentityId;
};
const refused = { name: 'NotAuthorizedException' };

describe.each(providers)('a player of $key', ({ key, token, forAnotherApp, forged }) => {
  test('signs in and gets the authenticated role, by the SDK’s own credential provider', async () => {
    const { identityPoolId, client } = game;
    const logins = { [key]: await token('Adele') };
    const credentials = fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: client });
    const { Arn } = await new STSClient({ ...client, credentials }).send(new GetCallerIdentityCommand({}));
    expect(Arn?.split('/')[1]).toBe(game.authenticatedRoleArn.split('/')[1]);
  });

  test('is one identity at each sign-in, and another player another', async () => {
    const first = await identityOf(key, await token('Adele'));
    expect(await identityOf(key, await token('Adele'))).toBe(first);
    expect(await identityOf(key, await token('Berta'))).not.toBe(first);
  });

  test('is refused with a token for another app', async () => {
    const message = expect.stringContaining('Incorrect token audience');
    await expect(identityOf(key, await forAnotherApp('Adele'))).rejects.toMatchObject({ ...refused, message });
    await expect(identityOf(key, await token('Adele'))).resolves.toMatch(/^eu-west-1:/);
  });

  test('is refused with a token that somebody else made', async () => {
    await expect(identityOf(key, await forged('Adele'))).rejects.toMatchObject(refused);
    await expect(identityOf(key, await token('Adele'))).resolves.toMatch(/^eu-west-1:/);
  });

  test('is refused with a token that has expired', async () => {
    const old = await token('Adele');
    await expect(identityOf(key, old)).resolves.toMatch(/^eu-west-1:/);
    clock.set(2 * 60 * 60);
    await expect(identityOf(key, old)).rejects.toMatchObject(refused);
  });

  test.each(providers.filter((other) => other.key !== key))('is refused with a token of $key', async (other) => {
    const foreign = await other.token('Adele');
    await expect(identityOf(key, foreign)).rejects.toMatchObject(refused);
    await expect(identityOf(other.key, foreign)).resolves.toMatch(/^eu-west-1:/);
  });
});
