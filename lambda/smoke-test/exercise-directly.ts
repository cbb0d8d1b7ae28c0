import { callerRole, directRoleClaims, roleOf } from './checks/roles';
import { prepareClaims } from './checks/try-claims';
import { type Exercise, entryOf } from './exercise';
import { signInDirectly } from './flows/direct';
import type { FlowContext } from './flows/flow';
import type { Player } from './player-tokens/player';
import type { ProbeData } from './probe-data';
import { scoreClaimRuns } from './try-scores';
import { zoneClaims } from './try-zones';

/**
 * Takes a player's own token to STS, without the pool, where the deployment has a role for their provider, and tries what the zones allow.
 *
 * @returns nothing where there is no such role, or they have no token that STS takes
 */
export async function exerciseDirectly(
  player: Player,
  probe: ProbeData,
  label: string,
  context: FlowContext,
): Promise<readonly Exercise[]> {
  const { clients, environment, facts, attempt, allowUntil } = context;
  const { provider = '', directToken } = player;
  const federated = facts.federated?.providers.find(({ name }) => name === provider);
  if (directToken === undefined || federated === undefined) return [];
  const roleArn = environment.federatedRoleArns[provider];
  if (roleArn === undefined) throw new Error(`The role for tokens of ${provider} is not in the environment.`);

  const entry = { ...entryOf(player, 'direct'), status: 'exercised' as const, role: 'federated' };
  const signIn = await signInDirectly(directToken, roleArn, federated.sessionSeconds, context);
  const { credentials, subject } = signIn;
  if (credentials === undefined || subject === undefined) {
    return [{ entry, allowed: signIn.steps, refused: async () => [] }];
  }
  const role = await attempt({
    name: 'is given the federated role',
    expected: 'allowed',
    until: allowUntil,
    run: () => callerRole(clients, credentials),
    actual: (given) => (given === roleOf(roleArn) ? 'allowed' : `given ${given}`),
  });
  const who = { kind: 'federated' as const };
  const parts = { probe, owner: subject, label: `${label}-direct`, federated: { provider, subject } };
  const { data, backendOnly } = zoneClaims(who, credentials, parts, context);
  const scores = scoreClaimRuns(who, credentials, subject, context);
  const scope = { clients, environment, mask: context.mask, provider, directToken };
  const roles = prepareClaims(directRoleClaims, scope, who, context);
  const allowed = await Promise.all(data.map((claims) => claims.allowed(allowUntil)));
  return [
    {
      entry,
      allowed: [...signIn.steps, role.step, ...allowed.flat()],
      refused: async (until) =>
        (await Promise.all([...data, ...scores, roles, backendOnly].map((claims) => claims.refused(until)))).flat(),
    },
  ];
}
