import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFetch } from '../../client/local-cloud';
import type { GameConfig } from '../../docs/examples/game-config';
import { playerOf } from '../../docs/examples/player';
import { newScore, scoresOf } from '../../docs/examples/scores';
import { outputOf } from '../../local/account/outputs';
import { type Game, startGame } from './deployment';
import { synthesizeStory } from './synthesize-story';

const directory = mkdtempSync(join(tmpdir(), 'game-federation-scores-'));
const { fetch } = globalThis;
let game: Game;
let config: GameConfig;
beforeAll(async () => {
  await synthesizeStory('local-scores', directory);
  game = await startGame({ assemblies: [directory] });
  globalThis.fetch = localFetch(game.cloud.url, game.cloud.fetch);
  config = {
    ...{ aws: game.client, identityPoolId: game.identityPoolId, guests: true, bucket: game.bucket, table: game.table },
    roles: { authenticated: game.authenticatedRoleArn, named: {}, federated: {} },
    scores: { url: outputOf(game.cloud.stacks, 'ScoresUrl') },
    samlProviders: {},
  };
}, 120_000);
afterAll(async () => {
  globalThis.fetch = fetch;
  await game.stop();
  rmSync(directory, { recursive: true, force: true });
});

const scoresFor = (name: string) => {
  const player = playerOf(config, { [game.loginsKey]: () => game.idToken(name) });
  return { player, ...scoresOf(config, player) };
};
const pause = () => new Promise((resolve) => setTimeout(resolve, 1100));

test('a score is taken once, however often it is sent, and stands on the board', async () => {
  const ada = scoresFor('Ada');
  const score = { ...newScore('weekly', 70), name: 'Ace' };
  const taken = await ada.submit(score);
  expect(taken).toMatchObject({ best: 70, playerId: expect.any(String) });
  expect(await ada.submit(score)).toEqual(taken);
  await pause();
  expect(await scoresFor('Berta').submit(newScore('weekly', 90))).toMatchObject({ best: 90 });
  expect((await ada.top('weekly')).map(({ score, name }) => [score, name])).toEqual([
    [90, undefined],
    [70, 'Ace'],
  ]);
  expect(await ada.top('weekly', 1)).toHaveLength(1);
});

test('one that comes too soon is sent later', async () => {
  const cleo = scoresFor('Cleo');
  await cleo.submit(newScore('weekly', 1));
  const next = newScore('weekly', 2);
  expect(await cleo.submit(next)).toBe('later');
  await pause();
  expect(await cleo.submit(next)).toMatchObject({ best: 2 });
});

test.each<[what: string, score: () => ReturnType<typeof newScore>, why: string | RegExp]>([
  ['out of bounds', () => newScore('weekly', 1001), 'ScoreOutOfBounds'],
  ['for a board that is none', () => newScore('monthly', 1), /not authorized to perform: execute-api:Invoke/],
  ['that is no number', () => newScore('weekly', 1.5), /Invalid request body/],
])('one %s is refused, and the next one is taken', async (_, score, why) => {
  const dora = scoresFor(`Dora ${_}`);
  await expect(dora.submit(score())).rejects.toThrow(why);
  expect(await dora.submit(newScore('weekly', 1))).toMatchObject({ best: 1 });
});

test('whoever says yes is deleted, and plays on as somebody new', async () => {
  const elsa = scoresFor('Elsa');
  const taken = await elsa.submit(newScore('weekly', 999));
  const ids = async () => (await elsa.top('weekly', 100)).map(({ playerId }) => playerId);
  const { playerId } = taken === 'later' ? { playerId: '' } : taken;
  await expect(elsa.deleteMe('made up')).rejects.toThrow('NotConfirmed');
  const confirmation = await elsa.askToBeDeleted();
  expect(await ids()).toContain(playerId);
  await elsa.deleteMe(confirmation);
  expect(await ids()).not.toContain(playerId);
  const { identityId } = await elsa.player();
  expect((await scoresFor('Elsa').player()).identityId).not.toBe(identityId);
});

test('a stage without scores is told apart at once', () => {
  const { scores: _, ...without } = config;
  expect(() => scoresOf(without, playerOf(config, {}))).toThrow('this stage takes no scores');
});
