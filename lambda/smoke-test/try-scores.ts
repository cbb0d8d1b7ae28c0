import { setTimeout as sleep } from 'node:timers/promises';
import { scoreClaims } from './checks/scores';
import { notYetBy } from './checks/scores-context';
import { type Claimant, type ClaimRun, prepareClaims } from './checks/try-claims';
import type { PlayerCredentials } from './clients';
import type { FlowContext } from './flows/flow';
import type { AccountTokens } from './player-tokens/player';
import type { SmokeTestStep } from './report';
import type { Try } from './step';

/**
 * What the API of the scores lets one player do, ready to be tried; nothing where the stage takes no scores.
 *
 * @param owner their identity ID
 * @param accountTokens what a user pool gave them, where they have an account there
 */
export function scoreClaimRuns(
  who: Claimant,
  credentials: PlayerCredentials,
  owner: string,
  flow: FlowContext,
  accountTokens?: AccountTokens,
): ClaimRun[] {
  const { clients, environment, facts } = flow;
  const { scores } = facts;
  const url = environment.scoresUrl;
  if (scores === undefined || url === undefined) return [];
  const { dynamodb } = clients.asPlayer(credentials);
  const { tableName: table } = environment;
  const parts = { clients, dynamodb, credentials, owner, scores, url, table, now: Date.now, sleep };
  const context = { ...parts, ...(accountTokens && { accountTokens }) };
  return scoreClaims(scores).map((claims) => prepareClaims(claims, context, who, flow));
}

/**
 * Submits a score as the function's own role, which IAM lets through to the API: whoever is no player of the pool is refused by the function, be
 * they an administrator.
 */
export async function submitAsNobody(
  { clients, facts, environment, only }: Pick<FlowContext, 'clients' | 'facts' | 'environment' | 'only'>,
  attempt: Try,
  until: number,
): Promise<SmokeTestStep[]> {
  const { scores } = facts;
  const url = environment.scoresUrl;
  const name = 'may not submit a score, being no player';
  if (scores === undefined || url === undefined || (only ?? name) !== name) return [];
  const { step } = await attempt({
    name,
    expected: 'refused',
    refusedBy: ['NotAPlayer'],
    // Its own role may be as new as anything else.
    notYetBy: ['AccessDeniedException', ...notYetBy],
    until,
    run: async () =>
      clients.callApi(url, {
        method: 'POST',
        path: `/boards/${scores.board}/scores`,
        body: { score: 0, token: 'smoke-test-nobody' },
        credentials: await clients.ownCredentials(),
      }),
  });
  return [step];
}
