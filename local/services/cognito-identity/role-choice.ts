import type { VerifiedLogin } from '../../identities/login-verifier';
import { claimValues, type RoleMapping, type RoleMappings, ruleMatches } from './role-mapping';

/** What a signed-in player's role is chosen by. */
export interface RoleQuestion {
  readonly logins: readonly VerifiedLogin[];
  readonly mappings: RoleMappings;
  /** The role that the player asks for. */
  readonly customRoleArn?: string;
}

/** The role of a signed-in player. */
export type RoleChoice =
  | { readonly kind: 'role'; readonly arn: string }
  /** The pool's authenticated role. */
  | { readonly kind: 'default' }
  /** Nothing says which role it is, and the mapping of this key denies then. */
  | { readonly kind: 'ambiguous'; readonly mappingKey: string }
  /** The role asked for is none that the player may have. */
  | { readonly kind: 'not-offered' };

/**
 * Chooses the role of a signed-in player (documented: Cognito guide, "Role-based access control"):
 *
 * - By token: the role asked for, if `cognito:roles` holds it; else `cognito:preferred_role`; else as the mapping resolves ambiguity.
 * - By rules: the first that matches; a role asked for overrides the order, but not the rules. None matches: as above.
 * - A SAML assertion without a mapping: the role that it offers, or the one asked for of several ("SAML identity providers").
 * - Anything else: the pool's authenticated role, and no other may be asked for.
 *
 * Several logins in one call, each with a mapping of its own, are documented nowhere: here all of them must come to the same role, and
 * one that is refused refuses the call.
 */
export function chooseRole({ logins, mappings, customRoleArn }: RoleQuestion): RoleChoice {
  const candidates = logins.map((login) => candidatesOf(login, mappings));
  if (customRoleArn !== undefined) {
    const offered = candidates.some(({ offered }) => offered.includes(customRoleArn));
    return offered ? { kind: 'role', arn: customRoleArn } : { kind: 'not-offered' };
  }
  const denied = candidates.find(({ chosen, denies }) => chosen === undefined && denies);
  if (denied !== undefined) return { kind: 'ambiguous', mappingKey: denied.mappingKey };
  const chosen = candidates.filter((candidate) => candidate.chosen !== undefined);
  const [first, ...others] = chosen;
  if (first?.chosen === undefined) return { kind: 'default' };
  const another = others.find((other) => other.chosen !== first.chosen);
  return another === undefined
    ? { kind: 'role', arn: first.chosen }
    : { kind: 'ambiguous', mappingKey: another.mappingKey };
}

/** What one login makes of its player. */
interface Candidates {
  readonly mappingKey: string;
  /** The roles that may be asked for. */
  readonly offered: readonly string[];
  /** The role without being asked. */
  readonly chosen: string | undefined;
  /** Whether the player gets nothing where no role is chosen. */
  readonly denies: boolean;
}

function candidatesOf(login: VerifiedLogin, mappings: RoleMappings): Candidates {
  const mappingKey = login.roleMappingKey ?? login.provider;
  const mapping = mappings.get(mappingKey);
  const { offered, chosen } = mapping === undefined ? byAssertion(login) : byMapping(login, mapping);
  const denies = mapping === undefined ? offered.length > 1 : mapping.ambiguous === 'Deny';
  return { mappingKey, offered, chosen, denies };
}

function byMapping(login: VerifiedLogin, { rules }: RoleMapping) {
  if (rules !== undefined) {
    const matching = rules.filter((rule) => ruleMatches(rule, login.claims)).map(({ roleArn }) => roleArn);
    return { offered: matching, chosen: matching[0] };
  }
  // Documented as text with commas; user pools issue a list.
  const roles = claimValues(login.claims, 'cognito:roles').flatMap((value) =>
    value.split(',').map((arn) => arn.trim()),
  );
  const assertion = byAssertion(login);
  const [preferred] = claimValues(login.claims, 'cognito:preferred_role');
  return { offered: [...roles, ...assertion.offered], chosen: preferred ?? assertion.chosen };
}

function byAssertion({ offeredRoles = [] }: VerifiedLogin) {
  return { offered: offeredRoles, chosen: offeredRoles.length === 1 ? offeredRoles[0] : undefined };
}
