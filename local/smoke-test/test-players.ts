import type { DeployedStack } from '../../assembly/types';
import type { GameLogin } from '../account/game-logins';
import { type PlayerClaims, typedClaims } from '../idp/claims-form';
import { mappingsInTemplates, tagsInTemplates } from '../resources/cognito-identity/pools-in-templates';
import { type MappingRule, ruleMatches } from '../services/cognito-identity/role-mapping';
import { groupsClaim, type UserPoolClaims, userPoolClaims } from './user-pool-claims';

/** Someone to sign in: as whom, and what their provider says of them. */
export interface TestPlayer {
  readonly name: string;
  readonly claims: PlayerClaims;
}

/** What a principal tag's claim is given. */
const anyTag = 'red';

/** A login, as far as its players go. */
type LoginToTry = Pick<GameLogin, 'kind' | 'issuer' | 'identityPoolId' | 'roleMappingKey' | 'principalTagKey'>;

/**
 * Whom to sign in through a login so that everything is met that a pool decides by its claims: where a mapping gives roles, one player
 * for each role that somebody of this machine can get, and one to whom it gives none; otherwise one. All have what principal tags are
 * read from. Claims that nobody can be given here are left out: what a provider says by itself, and in a user pool an attribute or a
 * group that it does not have.
 */
export function testPlayersOf(login: LoginToTry, stacks: readonly DeployedStack[]): readonly TestPlayer[] {
  const pool = userPoolClaims(login.issuer, stacks);
  const canSay = sayable(login, pool);
  const tagged = tagsInTemplates(stacks)
    .filter(({ poolId, providerName }) => poolId === login.identityPoolId && providerName === login.principalTagKey)
    .flatMap(({ tags }) => [...tags.values()].map((claim) => [claim, anyTag] as const))
    .filter(([claim, value]) => canSay(claim, value));
  const tags: PlayerClaims = Object.fromEntries(tagged);
  const mapping = mappingsInTemplates(stacks)
    .find(({ poolId }) => poolId === login.identityPoolId)
    ?.mappings.get(login.roleMappingKey);
  const deciding =
    mapping === undefined || mapping.rules !== undefined
      ? claimsByRule(mapping?.rules ?? [], tags, pool, canSay)
      : pool.groupsWithRole.map((group) => ({ ...tags, [groupsClaim]: [group] }));
  return [
    ...deciding.map((claims, index) => ({ name: `Adele, role ${index + 1}`, claims })),
    { name: 'Adele', claims: tags },
  ];
}

/** For each role that rules give, claims by which they give it; none for a role that earlier rules keep from everybody. */
function claimsByRule(
  rules: readonly MappingRule[],
  tags: PlayerClaims,
  { groups }: UserPoolClaims,
  canSay: (claim: string, value: string) => boolean,
): readonly PlayerClaims[] {
  const tried = rules.flatMap((rule) =>
    valuesFor(rule, groups)
      .filter((value) => canSay(rule.claim, value))
      .map((value): PlayerClaims => ({ ...tags, [rule.claim]: rule.claim === groupsClaim ? [value] : typed(value) })),
  );
  const roleBy = (claims: PlayerClaims) => rules.find((rule) => ruleMatches(rule, claims))?.roleArn;
  const roles = [...new Set(rules.map(({ roleArn }) => roleArn))];
  return roles.flatMap((role) => tried.filter((claims) => roleBy(claims) === role).slice(0, 1));
}

/** What a claim may be for a rule to be about its player. */
function valuesFor({ claim, matchType, value }: MappingRule, groups: readonly string[]): readonly string[] {
  if (claim === groupsClaim && groups.length > 0) return groups;
  return [matchType === 'NotEqual' ? `not ${value}` : value];
}

/** A text as a sign-in page takes it: one that it would read as a list, or cut, is a list of one. */
function typed(value: string): string | readonly string[] {
  return value.startsWith('[') || value !== value.trim() ? [value] : value;
}

/** Whether a player who signs in through a login can be given a claim of that value. */
function sayable({ kind }: LoginToTry, pool: UserPoolClaims): (claim: string, value: string) => boolean {
  switch (kind) {
    case 'openid':
      return (claim) => typedClaims([claim]).length > 0;
    case 'saml':
      return () => true;
    case 'user-pool':
      return pool.canSay;
    case 'access-token':
      return () => false;
  }
}
