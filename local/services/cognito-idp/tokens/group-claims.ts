import type { UserPool } from '../user-pool';
import type { UserPoolGroup } from '../user-pool-client';
import type { User } from '../users/user';

/**
 * What a user's groups put into their ID token. Every group's role is in `cognito:roles`; the one of the weightiest group that has a role
 * is `cognito:preferred_role`, unless two such groups of the same weight have different roles.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html documented; that groups without a
 *   role weigh nothing is unconfirmed
 */
export function groupClaims(pool: UserPool, user: User): Record<string, unknown> {
  const groups = groupsOf(pool, user);
  if (groups.length === 0) return {};
  const withRole = groups.filter((group) => group.roleArn !== undefined);
  const roles = new Set(withRole.map(({ roleArn }) => roleArn));
  const preferred = new Set(
    withRole.filter((group) => weight(group) === weight(withRole[0])).map(({ roleArn }) => roleArn),
  );
  return {
    'cognito:groups': groups.map(({ name }) => name),
    ...(roles.size === 0 ? {} : { 'cognito:roles': [...roles] }),
    ...(preferred.size === 1 ? { 'cognito:preferred_role': [...preferred][0] } : {}),
  };
}

/** A user's groups, the weightiest first. */
export function groupsOf(pool: UserPool, user: User): readonly UserPoolGroup[] {
  return [...pool.groups.values()].filter(({ name }) => user.groups.has(name)).sort((a, b) => weight(a) - weight(b));
}

function weight(group: UserPoolGroup | undefined): number {
  return group?.precedence ?? Number.MAX_SAFE_INTEGER;
}
