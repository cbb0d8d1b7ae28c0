import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  UnlinkIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { authorizationEndpoints, signInForAccessToken } from '../../local/idp/access-tokens/sign-in';
import { systemClock } from '../../local/shared/clock';
import { type Game, startGame } from './deployment';
import { apps, assemblyWithEveryLogin, samlProviderArn, studio } from './every-login';

const saml = studio(systemClock);
let game: Game;
let cognito: CognitoIdentityClient;
beforeAll(async () => {
  const { directory, remove } = assemblyWithEveryLogin(saml);
  game = await startGame({ assemblies: [directory], play: 'all' });
  remove();
  cognito = new CognitoIdentityClient(game.client);
});
afterAll(() => game.stop());

const facebook = async (player: string) => ({
  'graph.facebook.com': await signInForAccessToken({
    authorizationEndpoint: authorizationEndpoints['graph.facebook.com'],
    clientId: apps.facebook,
    player,
    fetch: game.cloud.fetch,
  }),
});
const ownIssuer = async (player: string) => ({ [game.loginsKey]: await game.idToken(player) });
const atStudio = (player: string) => ({ [samlProviderArn]: saml.response(player) });

const identityId = async (Logins: Record<string, string>) =>
  (await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }))).IdentityId ?? '';
const credentials = (IdentityId: string, Logins: Record<string, string>) =>
  cognito.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
const unlink = (IdentityId: string, Logins: Record<string, string>, LoginsToRemove: string[]) =>
  cognito.send(new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove }));
const refused = { name: 'NotAuthorizedException' };

test('a second login opens the same identity once it is linked, and no longer once it is unlinked', async () => {
  const own = await ownIssuer('Ivy');
  const second = await facebook('Ivy');
  const id = await identityId(own);
  await expect(credentials(id, second)).rejects.toMatchObject(refused);
  await credentials(id, { ...own, ...second });
  expect(await identityId(second)).toBe(id);
  await expect(credentials(id, second)).resolves.toMatchObject({ IdentityId: id });
  await unlink(id, own, ['graph.facebook.com']);
  await expect(credentials(id, second)).rejects.toMatchObject(refused);
  await expect(credentials(id, own)).resolves.toMatchObject({ IdentityId: id });
  expect(await identityId(second)).not.toBe(id);
});

test('three logins of one call become one player', async () => {
  const all = { ...(await ownIssuer('Jana')), ...(await facebook('Jana')), ...atStudio('jana') };
  const id = await identityId(all);
  for (const login of [await ownIssuer('Jana'), await facebook('Jana'), atStudio('jana')]) {
    expect(await identityId(login)).toBe(id);
  }
});

test('a login of another player is not to be had by linking', async () => {
  const mine = await ownIssuer('Kim');
  const theirs = await facebook('Lea');
  const [id, theirId] = [await identityId(mine), await identityId(theirs)];
  await expect(credentials(id, { ...mine, ...theirs })).rejects.toMatchObject({ name: 'ResourceConflictException' });
  await expect(unlink(theirId, mine, ['graph.facebook.com'])).rejects.toMatchObject(refused);
  await expect(credentials(theirId, theirs)).resolves.toMatchObject({ IdentityId: theirId });
});
