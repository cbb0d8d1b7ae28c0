/** How a rule compares a claim with its value (documented). */
export type MatchType = 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';

/** A role for players whose token says something. */
export interface MappingRule {
  readonly claim: string;
  readonly matchType: MatchType;
  readonly value: string;
  readonly roleArn: string;
}

/** Which role a pool gives to the players of one provider. */
export interface RoleMapping {
  /** Absent: the role is the token's to say, in `cognito:preferred_role` and `cognito:roles`. In order: the first that matches counts. */
  readonly rules?: readonly MappingRule[];
  /** What becomes of a player for whom nothing is found, or too much: the pool's authenticated role, or nothing. */
  readonly ambiguous: 'AuthenticatedRole' | 'Deny';
}

/** The role mappings of a pool, by {@link VerifiedLogin.roleMappingKey}. */
export type RoleMappings = ReadonlyMap<string, RoleMapping>;

type Claims = Readonly<Record<string, unknown>>;

/**
 * Whether a rule is about a player. A claim that is absent matches no rule, `NotEqual` included (documented). Letters' case counts.
 *
 * How a claim with several values is compared is unconfirmed (`cognito:groups` with `Contains` is in use). Here `Contains` looks for the
 * value in each, so that a substring which would take hold on AWS takes hold here; `Equals` and `StartsWith` never match several
 * values, and `NotEqual` matches unless one of them is the value.
 */
export function ruleMatches(rule: MappingRule, claims: Claims): boolean {
  const values = claimValues(claims, rule.claim);
  if (values.length === 0) return false;
  const [only = ''] = values;
  switch (rule.matchType) {
    case 'Equals':
      return values.length === 1 && only === rule.value;
    case 'StartsWith':
      return values.length === 1 && only.startsWith(rule.value);
    case 'Contains':
      return values.some((value) => value.includes(rule.value));
    case 'NotEqual':
      return !values.includes(rule.value);
  }
}

/** A claim's values as text; none for one that is absent, or an object. */
export function claimValues(claims: Claims, name: string): readonly string[] {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return [claim]
    .flat()
    .filter((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    .map(String);
}
