import type { RoleChosen } from '../../iam/refused';
import type { VerifiedLogin } from '../../identities/login-verifier';
import type { IdentityPool } from './identity-pool';
import { type MappingRule, ruleMatches } from './role-mapping';

/** Says by what a pool picked a guest's role, for whoever runs the cloud. */
export function guestRoleChosen({ id }: IdentityPool): RoleChosen {
  return { identityPoolId: id, by: "the pool's role for guests" };
}

/**
 * Says by what a pool picked a signed-in player's role.
 *
 * @param roleArn the role that was picked; undefined where it is the pool's own one
 * @param asked whether the caller asked for that role
 */
export function playersRoleChosen(
  { id, roleMappings }: IdentityPool,
  logins: readonly VerifiedLogin[],
  roleArn: string | undefined,
  asked: boolean,
): RoleChosen {
  const by = (what: string): RoleChosen => ({ identityPoolId: id, by: what });
  const mapped = logins.flatMap((login) => {
    const key = login.roleMappingKey ?? login.provider;
    const mapping = roleMappings.get(key);
    return mapping === undefined ? [] : [{ login, key, mapping }];
  });
  if (roleArn === undefined) {
    const without =
      mapped.length === 0 ? 'no role mapping is about them' : 'no rule of their role mapping is about them';
    return by(`the pool's role for signed-in players: ${without}`);
  }
  for (const { login, key, mapping } of mapped) {
    const number =
      mapping.rules?.findIndex((rule) => rule.roleArn === roleArn && ruleMatches(rule, login.claims)) ?? -1;
    const rule = mapping.rules?.[number];
    if (rule !== undefined) return by(`rule ${number + 1} of the role mapping for ${key}: ${written(rule)}`);
  }
  return by(asked ? 'the role that the caller asked for, which the token offers' : 'the role that the token names');
}

const verbs = { Equals: 'is', Contains: 'contains', StartsWith: 'starts with', NotEqual: 'is not' } as const;

function written({ claim, matchType, value }: MappingRule): string {
  return `${claim} ${verbs[matchType]} ${value}`;
}
