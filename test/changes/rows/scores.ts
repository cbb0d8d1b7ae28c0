import type { GameFederationInput } from '../../../lib/config/schema';
import { retained } from '../bases';
import { bothWays, type Change, type Chapter } from '../change';

const board = { order: 'highest', min: 0, max: 1000, secondsBetween: 60 } as const;
const withBoards = (boards: NonNullable<GameFederationInput['scores']>['boards']) => ({
  ...retained,
  scores: { boards },
});
const weekly = withBoards({ weekly: board });
const open = withBoards({ weekly: { ...board, guests: true } });

const changes: readonly Change[] = [
  ...bothWays(['scores turned on', 'scores turned off'], retained, weekly, {
    problems: [
      'lost: API deleted: an address that shipped copies of an app have',
      'closed: no player reaches POST /boards/smoke-test/scores, POST /boards/weekly/scores and DELETE /me',
    ],
    wayOut:
      'ship apps that send no scores first. Boards and ledgers stay, and are read as before; turned on again, the API has another address',
  }),
  ...bothWays(['a board added', 'a board removed'], weekly, withBoards({ weekly: board, lap: board }), {
    problems: ['closed: no player reaches POST /boards/lap/scores'],
    wayOut: 'its rows stay, and are read, but nobody writes them; whoever is deleted is deleted there too',
  }),
  ...bothWays(['a board opened to guests', 'a board closed to guests'], weekly, open, {
    problems: ['closed: guests no longer reach POST /boards/smoke-test/scores and POST /boards/weekly/scores'],
    wayOut: 'their rows stay; whoever signs in, with the login linked to their identity, goes on where they were',
  }),
  {
    change: 'a board renamed',
    deployments: [weekly, withBoards({ monthly: board })],
    problems: ['closed: no player reaches POST /boards/weekly/scores'],
    wayOut: 'it is another board, and empty: keep the name, or let a server with BackendPolicyArn copy the rows',
  },
  {
    change: 'bounds and pause of a board changed',
    deployments: [weekly, withBoards({ weekly: { ...board, max: 2000, secondsBetween: 30 } })],
  },
];

/** Scores, and who submits them. */
export const scores: Chapter = { title: 'Scores', changes };
