import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import type { Clock } from '../../local/shared/clock';
import { type Game, startGame } from './deployment';

/** How long AWS keeps an issuer's keys although a token names another one. */
const tenMinutes = 600;

/** The machine's time, ahead by as much as a test lets pass. */
class RunningAhead implements Clock {
  #seconds = 0;
  now = () => Date.now() + this.#seconds * 1000;
  pass(seconds: number): void {
    this.#seconds += seconds;
  }
}

let clock: RunningAhead;
let game: Game;
let before: string;
const start = async (options: { unknownKeySeconds?: number } = {}) => {
  clock = new RunningAhead();
  game = await startGame({ clock, ...options });
  before = await game.idToken('Adele');
  await identityOf(before);
};
afterEach(() => game.stop());

const rotate = async (overlap: boolean) => {
  await game.cloud.identityProviders[0]?.rotateKeys({ overlap });
  return game.idToken('Adele');
};
const identityOf = async (idToken: string) => {
  const command = new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins: { [game.loginsKey]: idToken } });
  return (await new CognitoIdentityClient(game.client).send(command)).IdentityId;
};
const noKeyFound = { name: 'NotAuthorizedException', message: expect.stringContaining('NoKeyFound') };

test('a token signed with a new key is refused for ten minutes, and then taken', async () => {
  await start();
  const after = await rotate(false);
  await expect(identityOf(after)).rejects.toMatchObject(noKeyFound);
  clock.pass(tenMinutes - 30);
  await expect(identityOf(after)).rejects.toMatchObject(noKeyFound);
  clock.pass(30);
  expect(await identityOf(after)).toMatch(/^eu-west-1:/);
});

test('a player keeps their identity over a rotation', async () => {
  await start();
  const identity = await identityOf(before);
  const after = await rotate(true);
  clock.pass(tenMinutes);
  expect(await identityOf(after)).toBe(identity);
});

test('with overlap, tokens of the old key are taken for as long as it is published', async () => {
  await start();
  const after = await rotate(true);
  clock.pass(tenMinutes);
  await identityOf(after);
  expect(await identityOf(before)).toBe(await identityOf(after));
});

test('without overlap, tokens of the old key are refused once the new keys are known', async () => {
  await start();
  const after = await rotate(false);
  expect(await identityOf(before)).toMatch(/^eu-west-1:/);
  clock.pass(tenMinutes);
  await identityOf(after);
  await expect(identityOf(before)).rejects.toMatchObject(noKeyFound);
});

test('where keys are fetched again for every unknown one, a rotation is seen at once', async () => {
  await start({ unknownKeySeconds: 0 });
  const after = await rotate(false);
  expect(await identityOf(after)).toMatch(/^eu-west-1:/);
  await expect(identityOf(before)).rejects.toMatchObject(noKeyFound);
  const overlapping = await rotate(true);
  expect(await identityOf(overlapping)).toBe(await identityOf(after));
});
