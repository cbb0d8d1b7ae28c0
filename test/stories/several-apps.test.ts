import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { signIn } from '../../local/idp/sign-in';
import { local } from '../stages/local';
import { assembly, type Game, gameOf, rolesAssembly, startGame } from './deployment';
import { playerWith } from './players';

const issuer = 'https://accounts.google.com';
const apps = local.google?.apps ?? {};

/** A game with two apps on one pool, and a game apart in the same account. */
let game: Game;
let apart: Game;
beforeAll(async () => {
  game = await startGame({ assemblies: [assembly, rolesAssembly], play: 'all' });
  apart = gameOf(game.cloud, 1);
});
afterAll(() => game.stop());

/** Signs a player in with Google in one of the apps. */
async function inApp(app: string, platform: string, player: string) {
  const clientId = apps[app]?.[platform] ?? '';
  const { idToken } = await signIn({ issuer, clientId, player, fetch: game.cloud.fetch });
  return playerWith(game, { 'accounts.google.com': idToken });
}

test('a player is the same in both apps of a pool, and each app reads what the other wrote', async () => {
  const harvest = await inApp('star-harvest', 'ios', 'Adele');
  const quest = await inApp('star-quest', 'web', 'Adele');
  expect(quest.identityId).toBe(harvest.identityId);
  const save = { Bucket: game.bucket, Key: `private/${harvest.identityId}/save.json` };
  await harvest.s3.send(new PutObjectCommand({ ...save, Body: 'level 7' }));
  expect(await (await quest.s3.send(new GetObjectCommand(save))).Body?.transformToString()).toBe('level 7');
});

test('another player of the other app reaches none of it', async () => {
  const harvest = await inApp('star-harvest', 'android', 'Berta');
  const quest = await inApp('star-quest', 'web', 'Cleo');
  const save = { Bucket: game.bucket, Key: `private/${harvest.identityId}/save.json` };
  await harvest.s3.send(new PutObjectCommand({ ...save, Body: 'level 7' }));
  await expect(quest.s3.send(new GetObjectCommand(save))).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(harvest.s3.send(new GetObjectCommand(save))).resolves.toHaveProperty('Body');
});

test('in a game apart the same person is somebody else, and reaches nothing of this one', async () => {
  const token = async (plan: string) =>
    (
      await signIn({
        ...{ issuer: 'https://players.star-harvest.example', clientId: 'star-harvest-ios', player: 'Dora' },
        ...{ claims: { plan }, fetch: game.cloud.fetch },
      })
    ).idToken;
  const here = await playerWith(game, { [game.loginsKey]: await token('free') });
  const there = await playerWith(apart, { [apart.loginsKey]: await token('free') });
  expect(there.identityId).not.toBe(here.identityId);
  const save = (owner: { identityId: string }, { bucket }: Game) => ({
    Bucket: bucket,
    Key: `private/${owner.identityId}/save.json`,
  });
  await here.s3.send(new PutObjectCommand({ ...save(here, game), Body: 'level 7' }));
  await there.s3.send(new PutObjectCommand({ ...save(there, apart), Body: 'level 1' }));
  await expect(there.s3.send(new GetObjectCommand(save(here, game)))).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(here.s3.send(new GetObjectCommand(save(there, apart)))).rejects.toMatchObject({ name: 'AccessDenied' });
});
