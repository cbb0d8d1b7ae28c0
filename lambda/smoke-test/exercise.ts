import { callerRole, roleClaims, roleOf } from './checks/roles';
import { prepareClaims } from './checks/try-claims';
import type { SmokeTestFacts } from './facts';
import { refusedByMapping } from './flows/enhanced';
import { type ExpectedRole, expectedRoles } from './flows/expected-role';
import type { Flow, FlowContext } from './flows/flow';
import type { Player } from './player-tokens/player';
import type { ProbeData } from './probe-data';
import type { SmokeTestPlayer, SmokeTestStep } from './report';
import type { Outcome } from './step';
import { scoreClaimRuns } from './try-scores';
import { zoneClaims } from './try-zones';

/** A player by a flow, what it may do already tried. */
export interface Exercise {
  readonly entry: Omit<SmokeTestPlayer, 'steps'>;
  readonly allowed: readonly SmokeTestStep[];
  /** Tries what it may not do; nothing where it got no credentials. */
  refused(until: number): Promise<readonly SmokeTestStep[]>;
}

const nothing = async () => [];

/** What every entry of the report says about a player by a flow. */
export function entryOf(player: Pick<Player, 'kind' | 'source' | 'provider'>, flow: SmokeTestPlayer['flow']) {
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
  const expected = expectedRoles(player, facts, environment);
  const names = expected.map(({ name }) => name).join(' or ') || 'none';
  const entry = { ...entryOf(player, flow.name), status: 'exercised' as const, role: names };
  const identityId = identity.answer;
  if (identityId === undefined) return { entry, allowed: [identity.step], refused: nothing };

  if (expected.length === 0) {
    const refused = async (until: number) => [await refusedByMapping(player, identityId, context, until)];
    const reason = 'Its role mapping gives such a player no role, which is what is checked.';
    return { entry: { ...entry, reason }, allowed: [identity.step], refused };
  }

  let signIn = await flow.signIn(player, identityId, context);
  const steps = [identity.step, ...signIn.steps];
  let { credentials } = signIn;
  if (credentials === undefined) return { entry, allowed: steps, refused: nothing };

  let given: ExpectedRole | undefined;
  let first = true;
  const role = await attempt({
    name: `is given the ${names} role`,
    expected: 'allowed',
    until: allowUntil,
    run: async () => {
      // A pool's new role attachment may take its time too: ask for credentials anew.
      if (!first) signIn = await flow.signIn(player, identityId, context);
      first = false;
      credentials = signIn.credentials ?? credentials;
      return credentials === undefined ? '' : callerRole(clients, credentials);
    },
    actual: (caller) => {
      given = expected.find(({ arn }) => roleOf(arn) === caller);
      return given === undefined ? `given ${caller}` : 'allowed';
    },
  });
  steps.push(role.step);

  const who = { kind: player.kind, ...(given && { grants: given.grants }) };
  const clan = clanOf(player, facts);
  const parts = { probe, owner: identityId, label: `${label}-${flow.name}`, clan };
  const { data, backendOnly } = zoneClaims(who, credentials, parts, context);
  const scope = { clients, environment, mask, player, identityId, openIdToken: signIn.openIdToken };
  const roles = prepareClaims(roleClaims[player.kind][flow.name], scope, who, context);
  // That API Gateway names the identity of a session which the player took from STS is unconfirmed, so by the basic flow nothing is claimed.
  const scores =
    flow.name === 'enhanced' ? scoreClaimRuns(who, credentials, identityId, context, player.accountTokens) : [];
  const tried = [...data, ...scores];
  const allowed = await Promise.all(tried.map((claims) => claims.allowed(allowUntil)));
  return {
    entry: {
      ...entry,
      ...(given && { role: given.name }),
      ...(clan === undefined && mayNameClan(player, facts) && { reason: noClan }),
    },
    allowed: [...steps, ...allowed.flat()],
    refused: async (until) =>
      (await Promise.all([...tried, roles, backendOnly].map((claims) => claims.refused(until)))).flat(),
  };
}

const noClan = "No clan can be read from its login, so what a clan's members may do is not tried with it.";

/** Whether logins of the player's provider can put them into a clan. */
function mayNameClan({ provider = '' }: Player, { clans }: SmokeTestFacts): boolean {
  return clans !== undefined && Object.hasOwn(clans.claims, provider);
}

/** The clan that the player's login names. */
function clanOf({ provider = '', claims }: Player, { clans }: SmokeTestFacts): string | undefined {
  const claim = clans?.claims[provider];
  const name = claim === undefined ? undefined : claims?.[claim];
  return typeof name === 'string' && name !== '' ? name : undefined;
}
