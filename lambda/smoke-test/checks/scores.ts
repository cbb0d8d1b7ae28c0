import { randomUUID } from 'node:crypto';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { UnexpectedAnswer } from '../aws-error';
import type { ScoresFacts } from '../facts';
import type { ClaimTable, Permission } from './claim';
import { malformedClaims } from './malformed-scores';
import { rowsWith } from './score-rows';
import { sentAgainWithToken, tokenClaims } from './scores-by-token';
import { newScore, notYetBy, pathOf, type ScoresContext } from './scores-context';

type Body = Readonly<Record<string, unknown>>;

function submit(context: ScoresContext, body: Body, board = context.scores.board): Promise<Body> {
  const { clients, url, credentials } = context;
  return clients.callApi(url, { method: 'POST', path: pathOf(board), body, credentials });
}

/** Submits a score and finds it on the board, under the player's public ID alone; then takes the row away, which is of no game. */
async function submitAndFind(context: ScoresContext): Promise<void> {
  const { clients, table } = context;
  const { boardKey } = context.scores;
  const body = newScore(context);
  const { playerId, best } = await submitWhenItMay(context, { ...body, name: 'Smoke test' });
  context.taken = { ...body, playerId };
  const Items = await rowsWith(body.score, context);
  const own = Items.find((item) => item.playerId?.S === playerId);
  const sk = own?.sk;
  if (sk === undefined || best !== body.score || own?.score?.N !== String(body.score)) {
    throw new UnexpectedAnswer('The score that was taken does not stand on the board.');
  }
  if (JSON.stringify(Items).includes(context.owner)) {
    throw new UnexpectedAnswer("The board holds the player's identity ID, for everybody to read.");
  }
  await clients.dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: boardKey }, sk } }));
}

/** The run before this one may be seconds ago: whoever is told so comes again when the pause is over. */
async function submitWhenItMay(context: ScoresContext, body: Body): Promise<Body> {
  try {
    return await submit(context, body);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ScoreTooSoon') throw error;
    await context.sleep((context.scores.secondsBetween + 1) * 1000);
    return submit(context, body);
  }
}

/** How often two scores are tried that are to come at once. */
const tries = 3;

/** Two scores of no rank, so that no row comes of them. Where they came no sooner than they may, they say nothing, and two more are sent. */
async function submitTwice(context: ScoresContext): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const startedAt = context.now();
    for (const _ of ['one', 'another']) await submit(context, { ...newScore(context), score: 0 });
    if (context.now() - startedAt < context.scores.secondsBetween * 1000) return;
  }
  throw new UnexpectedAnswer('Two scores take longer than the pause between them.');
}

/** What players may do with the scores' API, and what nobody may. */
export function scoreClaims({ guests, deletesGuests }: ScoresFacts): ClaimTable<ScoresContext>[] {
  const players: Permission = guests ? 'pool' : 'signed-in';
  const deletable: Permission = deletesGuests ? 'pool' : 'signed-in';
  const tables: ClaimTable<ScoresContext>[] = [
    {
      refusedBy: ['AccessDeniedException'],
      claims: [
        { does: 'submit a score, which stands on the board under a public ID', may: players, run: submitAndFind },
        sentAgainWithToken,
      ],
    },
    malformedClaims,
    {
      refusedBy: ['AccessDeniedException'],
      claims: [
        {
          does: 'submit a score to a board that is none',
          may: 'nobody',
          run: (context) => submit(context, newScore(context), 'smoke-test-none'),
        },
      ],
    },
    {
      refusedBy: ['AccessDeniedException', 'ScoreTooSoon'],
      claims: [
        {
          does: 'submit two scores at once',
          may: 'nobody',
          run: submitTwice,
        },
      ],
    },
    {
      refusedBy: ['TokenUsed'],
      claims: [
        {
          does: 'send the token of a score with another score',
          may: 'nobody',
          where: ({ taken }) => taken !== undefined,
          run: (context) => submit(context, { token: context.taken?.token, score: (context.taken?.score ?? 0) - 1 }),
        },
      ],
    },
    {
      refusedBy: ['MissingAuthenticationTokenException'],
      claims: [
        {
          does: 'submit a score without a signature',
          may: 'nobody',
          run: (context) => {
            const { clients, url, scores } = context;
            return clients.callApi(url, { method: 'POST', path: pathOf(scores.board), body: newScore(context) });
          },
        },
      ],
    },
    tokenClaims,
    {
      refusedBy: ['AccessDeniedException'],
      claims: [
        {
          does: 'ask to be deleted, which deletes nothing yet',
          may: deletable,
          run: async ({ clients, url, credentials }) => {
            const answer = await clients.callApi(url, { method: 'DELETE', path: '/me', credentials });
            if (answer.deleted !== false || typeof answer.confirmation !== 'string') {
              throw new UnexpectedAnswer('The first wish to be deleted was not answered with a confirmation.');
            }
          },
        },
      ],
    },
    {
      refusedBy: ['AccessDeniedException', 'NotConfirmed'],
      claims: [
        {
          does: 'be deleted with a confirmation that was made up',
          may: 'nobody',
          run: ({ clients, url, credentials }) => {
            const query = { confirmation: randomUUID() };
            return clients.callApi(url, { method: 'DELETE', path: '/me', query, credentials });
          },
        },
      ],
    },
  ];
  return tables.map((table) => ({ ...table, notYetBy }));
}
