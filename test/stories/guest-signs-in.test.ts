import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { type Game, startGame } from './deployment';

let game: Game;
let cognito: CognitoIdentityClient;
beforeAll(async () => {
  game = await startGame();
  cognito = new CognitoIdentityClient(game.client);
});
afterAll(() => game.stop());

const loginOf = async (player: string) => ({ [game.loginsKey]: await game.idToken(player) });
const identityId = async (Logins?: Record<string, string>) => {
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  return IdentityId ?? '';
};
const credentials = (IdentityId: string, Logins?: Record<string, string>) =>
  cognito.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
const refused = { name: 'NotAuthorizedException' };

test('a guest who signs in for the first time keeps their identity, which from then on needs their login', async () => {
  const guest = await identityId();
  await expect(credentials(guest)).resolves.toHaveProperty('Credentials');
  const logins = await loginOf('Cleo');
  expect(await credentials(guest, logins)).toMatchObject({ IdentityId: guest });
  expect(await identityId(logins)).toBe(guest);
  await expect(credentials(guest)).rejects.toMatchObject(refused);
});

test('a guest who turns out to be an old player is merged into their older identity', async () => {
  const logins = await loginOf('Dora');
  const older = await identityId(logins);
  const guest = await identityId();
  expect(await credentials(guest, logins)).toMatchObject({ IdentityId: older });
  await expect(credentials(guest)).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining('is forbidden'),
  });
  expect(await credentials(older, logins)).toMatchObject({ IdentityId: older });
});

test('another player’s identity ID is of no use, with one’s own token or with none', async () => {
  const theirs = await loginOf('Elsa');
  const victim = await identityId(theirs);
  const mine = await loginOf('Fred');
  const own = await identityId(mine);
  await expect(credentials(victim, mine)).rejects.toMatchObject(refused);
  await expect(credentials(victim)).rejects.toMatchObject(refused);
  await expect(credentials(own, mine)).resolves.toMatchObject({ IdentityId: own });
  await expect(credentials(victim, theirs)).resolves.toMatchObject({ IdentityId: victim });
});

test('a token that was tampered with is refused', async () => {
  const [header, payload, signature] = (await game.idToken('Gina')).split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
  const login = (token: string) => identityId({ [game.loginsKey]: token });
  await expect(login(`${header}.${payload}.${signature}`)).resolves.toMatch(/^eu-west-1:/);
  await expect(login(`${header}.${forged}.${signature}`)).rejects.toMatchObject(refused);
});
