import type { DeletePlayerFacts } from '../../lambda/delete-player/facts';
import type { Board, ScoresFacts } from '../../lambda/scores/facts';
import type { GameFederationConfig } from '../config/schema';
import { type ScoresConfig, smokeTestBoard } from '../config/scores';
import { timeToLiveAttribute } from '../data/player-records';
import { playersZones, zones } from '../roles/zones';

const leadingKeys = {
  ledger: zones.ledger.leadingKey,
  board: zones.public.leadingKey,
  login: zones.logins.leadingKey,
};

/** The boards that the function writes: those of the configuration, and the smoke test's, to which each of its players submits. */
export function boardsOf(scores: ScoresConfig): Readonly<Record<string, Board>> {
  const guests = Object.values(scores.boards).some((board) => board.guests);
  return {
    ...scores.boards,
    // It submits the time, in seconds, so that a later run's score is the better one; and as often as it likes, but not at once.
    [smokeTestBoard]: { order: 'highest', min: 0, max: 4_102_444_800, secondsBetween: 3, guests },
  };
}

/** Whether guests call anything: where they submit somewhere, or own data, they may ask for its end. */
export function mayGuestsCall(smokeTests: Pick<Board, 'guests'>, guests: GameFederationConfig['guests']): boolean {
  return smokeTests.guests || guests.ownData;
}

/** What the function of the scores is told at synthesis. */
export function scoresFacts(scores: ScoresConfig, { cors }: GameFederationConfig): ScoresFacts {
  return { schemaVersion: 1, corsOrigins: cors.origins, leadingKeys, boards: boardsOf(scores), timeToLiveAttribute };
}

/** What the function that deletes players is told at synthesis. */
export function deletePlayerFacts({ cors }: GameFederationConfig): DeletePlayerFacts {
  const own = playersZones();
  return {
    schemaVersion: 1,
    corsOrigins: cors.origins,
    leadingKeys,
    ownFolders: own.flatMap(({ prefix }) => prefix ?? []),
    ownLeadingKeys: own.flatMap(({ leadingKey }) =>
      leadingKey === undefined || leadingKey === leadingKeys.ledger ? [] : [leadingKey],
    ),
    timeToLiveAttribute,
  };
}
