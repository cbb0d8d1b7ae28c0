import { backendPowerClaims } from './checks/backend-powers';
import { fileClaims } from './checks/files';
import { recordClaims } from './checks/records';
import { callerRole, roleClaims, roleOf } from './checks/roles';
import { prepareClaims } from './checks/try-claims';
import { expectedRoleArn, type Flow, type FlowContext } from './flows/flow';
import type { Player } from './player-tokens/player';
import type { ProbeData } from './probe-data';
import type { SmokeTestPlayer, SmokeTestStep } from './report';
import { setScenes } from './scenes';
import type { Outcome } from './step';

/** A player by a flow, what it may do already tried. */
export interface Exercise {
  readonly entry: Omit<SmokeTestPlayer, 'steps'>;
  readonly allowed: readonly SmokeTestStep[];
  /** Tries what it may not do; nothing where it got no credentials. */
  refused(until: number): Promise<readonly SmokeTestStep[]>;
}

const nothing = async () => [];

/** What every entry of the report says about a player by a flow. */
export function entryOf(player: Pick<Player, 'kind' | 'source' | 'provider'>, flow: 'enhanced' | 'basic') {
  const { kind, source, provider } = player;
  return { player: kind, ...(source && { source }), ...(provider !== undefined && { provider }), flow };
}

/**
 * Signs a player in by a flow, checks the role that the credentials are for, and tries what the zones allow: first of all because
 * an allow that works shows that IAM has the new policies, before anything refused is taken for their doing.
 *
 * @param identity the player's identity ID, or the step that failed to get it
 * @param label tells this run and player from every other in names of files and records
 */
export async function exercise(
  player: Player,
  flow: Flow,
  identity: Outcome<string>,
  probe: ProbeData,
  label: string,
  context: FlowContext,
): Promise<Exercise> {
  const { clients, environment, facts, attempt, allowUntil, mask } = context;
  const entry = { ...entryOf(player, flow.name), status: 'exercised' as const };
  const identityId = identity.answer;
  if (identityId === undefined) return { entry, allowed: [identity.step], refused: nothing };

  let signIn = await flow.signIn(player, identityId, context);
  const steps = [identity.step, ...signIn.steps];
  let { credentials } = signIn;
  if (credentials === undefined) return { entry, allowed: steps, refused: nothing };

  const wanted = roleOf(expectedRoleArn(player, environment));
  let first = true;
  const role = await attempt({
    name: `is given the ${player.kind === 'guest' ? 'guest' : 'authenticated'} role`,
    expected: 'allowed',
    until: allowUntil,
    run: async () => {
      // A pool's new role attachment may take its time too: ask for credentials anew.
      if (!first) signIn = await flow.signIn(player, identityId, context);
      first = false;
      credentials = signIn.credentials ?? credentials;
      return credentials === undefined ? '' : callerRole(clients, credentials);
    },
    actual: (given) => (given === wanted ? 'allowed' : `given ${given}`),
  });
  steps.push(role.step);

  const own = clients.asPlayer(credentials);
  const scenes = setScenes({
    clients: own,
    environment,
    facts,
    probe,
    identityId,
    label: `${label}-${flow.name}`,
  });
  const files = prepareClaims(fileClaims, scenes.files, player, facts.guests, attempt);
  const records = prepareClaims(recordClaims, scenes.records, player, facts.guests, attempt);
  const scene = { clients, environment, mask, player, identityId, openIdToken: signIn.openIdToken };
  const roles = prepareClaims(roleClaims[player.kind][flow.name], scene, player, facts.guests, attempt);

  const powers = prepareClaims(
    backendPowerClaims,
    { clients: own, environment, developerProvider: facts.developerProvider?.name ?? 'developer' },
    player,
    facts.guests,
    attempt,
  );

  const allowed = await Promise.all([files.allowed(allowUntil), records.allowed(allowUntil)]);
  return {
    entry,
    allowed: [...steps, ...allowed.flat()],
    refused: async (until) =>
      (
        await Promise.all([files.refused(until), records.refused(until), roles.refused(until), powers.refused(until)])
      ).flat(),
  };
}
