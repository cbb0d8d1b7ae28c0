import { UnexpectedAnswer } from '../aws-error';
import type { AccountTokens } from '../player-tokens/player';
import type { Claim, ClaimTable } from './claim';
import { newScore, pathOf, type ScoresContext } from './scores-context';

/** Submits a score by the user pool's route. @param authorization what stands in that header */
function submitWithToken(context: ScoresContext, authorization: string, body: object = newScore(context)) {
  const { clients, url, scores } = context;
  const path = `/user-pool${pathOf(scores.board)}`;
  return clients.callApi(url, { method: 'POST', path, body, headers: { authorization } });
}

/**
 * The score that was taken, once more, so that no pause is to be waited for. That it counts once says that the account is known for the identity
 * whose credentials signed it before.
 */
export const sentAgainWithToken: Claim<ScoresContext> = {
  does: 'send the same score again with the ID token of an app, which counts once',
  may: 'signed-in',
  where: ({ accountTokens, taken }) => accountTokens?.app !== undefined && taken !== undefined,
  run: async (context) => {
    const { accountTokens, taken } = context;
    const { score, token, playerId } = taken ?? {};
    const answer = await submitWithToken(context, accountTokens?.app?.idToken ?? '', { score, token });
    if (answer.score !== score || answer.playerId !== playerId) {
      throw new UnexpectedAnswer('The score that was sent again is not the one that was taken.');
    }
  },
};

const refusedToken = (what: string, of: (tokens: AccountTokens) => string | undefined): Claim<ScoresContext> => ({
  does: `submit a score with ${what}`,
  may: 'nobody',
  where: ({ scores, accountTokens }) =>
    scores.takesIdTokens && accountTokens !== undefined && of(accountTokens) !== undefined,
  run: (context) => submitWithToken(context, (context.accountTokens && of(context.accountTokens)) ?? ''),
});

/** The tokens that the user pool's route refuses, all of them before the function sees them. */
export const tokenClaims: ClaimTable<ScoresContext> = {
  refusedBy: ['UnauthorizedException'],
  claims: [
    {
      does: 'submit a score with a token that no user pool made',
      may: 'nobody',
      where: ({ scores }) => scores.takesIdTokens,
      run: (context) => submitWithToken(context, unsignedToken),
    },
    refusedToken("the ID token of the smoke test's own client", ({ own }) => own.idToken),
    refusedToken('an access token', ({ own, app }) => (app ?? own).accessToken),
    refusedToken('an ID token that has expired', ({ expiredIdToken }) => expiredIdToken),
  ],
};

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
/** A token in form, which says of itself that it is not signed. */
const unsignedToken = `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded({ token_use: 'id', sub: 'smoke-test', exp: 4_102_444_800 })}.`;
