import type { Claim, ClaimTable } from './claim';
import { newScore, pathOf, type ScoresContext } from './scores-context';

const malformed = (what: string, body: (context: ScoresContext) => object | string): Claim<ScoresContext> => ({
  does: `submit a score ${what}`,
  may: 'nobody',
  run: (context) => {
    const { clients, url, credentials, scores } = context;
    return clients.callApi(url, { method: 'POST', path: pathOf(scores.board), body: body(context), credentials });
  },
});

/** What no app sends that means well. Each is refused by whoever comes first: IAM, API Gateway's model, the function, or its rules. */
export const malformedClaims: ClaimTable<ScoresContext> = {
  refusedBy: ['AccessDeniedException', 'BadRequestException', 'BadRequest', 'ScoreOutOfBounds', 'TooLarge'],
  claims: [
    malformed('out of bounds', (context) => ({ ...newScore(context), score: context.scores.max + 1 })),
    malformed('below the bounds', (context) => ({ ...newScore(context), score: -1 })),
    malformed('of 1e308', (context) => ({ ...newScore(context), score: 1e308 })),
    malformed('that is a string', (context) => ({ ...newScore(context), score: '1' })),
    malformed('that is no number', (context) => `{"score":NaN,"token":"${newScore(context).token}"}`),
    malformed("with another player's identity in it", (context) => ({ ...newScore(context), identityId: 'another' })),
    malformed('with a megabyte of details', (context) => ({
      ...newScore(context),
      details: { replay: 'x'.repeat(1 << 20) },
    })),
  ],
};
