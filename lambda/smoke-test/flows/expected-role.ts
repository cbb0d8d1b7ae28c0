import type { RoleMappingFacts, SmokeTestFacts } from '../facts';
import type { Claims, Player } from '../player-tokens/player';
import type { SmokeTestEnvironment } from '../settings';

/** A role that a player may be given. */
export interface ExpectedRole {
  /** `guest`, `authenticated`, or its name in the configuration. */
  readonly name: string;
  readonly arn: string;
  /** What it may do beyond what every player may: `moderateFiles`. */
  readonly grants: readonly string[];
}

type Rule = NonNullable<RoleMappingFacts['rules']>[number];

/**
 * The roles that this player may be given by the enhanced flow: one; none where a role mapping is to refuse them; several where their
 * token can't be read here (SAML), so that nobody can say which of them it is.
 *
 * @throws Error where guests are on, but their role is not in the environment
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html (documented)
 */
export function expectedRoles(
  player: Pick<Player, 'kind' | 'provider' | 'claims'>,
  facts: SmokeTestFacts,
  environment: SmokeTestEnvironment,
): readonly ExpectedRole[] {
  if (player.kind === 'guest') {
    if (environment.guestRoleArn === undefined)
      throw new Error('Guests are on, but the guest role is not in the environment.');
    return [{ name: 'guest', arn: environment.guestRoleArn, grants: [] }];
  }
  const authenticated: ExpectedRole = { name: 'authenticated', arn: environment.authenticatedRoleArn, grants: [] };
  const mapping = facts.roleMappings?.find(({ provider }) => provider === player.provider);
  if (mapping === undefined) return [authenticated];

  const grantsOf = (name: string) => facts.namedRoles?.find((role) => role.name === name)?.grants ?? [];
  const mapped = Object.entries(environment.mappedRoleArns).map(([name, arn]) => ({
    name,
    arn,
    grants: grantsOf(name),
  }));
  const known = [authenticated, ...mapped];
  const otherwise = mapping.ambiguous === 'authenticated' ? [authenticated] : [];
  const { claims } = player;
  if (claims === undefined) {
    const names = mapping.rules?.map(({ role }) => role) ?? mapped.map(({ name }) => name);
    return known.filter((role) => names.includes(role.name) || otherwise.includes(role));
  }
  if (mapping.rules === undefined) {
    const preferred = claims['cognito:preferred_role'];
    return typeof preferred === 'string' ? known.filter(({ arn }) => arn === preferred) : otherwise;
  }
  const rule = mapping.rules.find((candidate) => matches(candidate, claims));
  return rule === undefined ? otherwise : known.filter(({ name }) => name === rule.role);
}

/** A rule is skipped where its claim is absent, also `NotEqual` (documented); how a list is compared is unconfirmed. */
function matches({ claim, match, value }: Rule, claims: Claims): boolean {
  const values = [Object.hasOwn(claims, claim) ? claims[claim] : undefined]
    .flat()
    .filter((member) => ['string', 'number', 'boolean'].includes(typeof member))
    .map(String);
  if (values.length === 0) return false;
  switch (match) {
    case 'equals':
      return values.length === 1 && values[0] === value;
    case 'startsWith':
      return values.length === 1 && (values[0]?.startsWith(value) ?? false);
    case 'contains':
      return values.some((member) => member.includes(value));
    case 'notEqual':
      return !values.includes(value);
  }
}
