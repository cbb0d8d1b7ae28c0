import type { UserPool } from '../user-pool';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import type { ClientMetadata } from './triggers';

/** A user's attributes as events have them (observed: amplify-js#5834). */
export function eventAttributes({ sub, status, attributes }: User): Readonly<Record<string, string>> {
  return { sub, 'cognito:user_status': status, ...Object.fromEntries(attributes) };
}

/** Whether a user is one who does not exist, whom an app client's calls are answered for. */
export function isPretended({ users }: Pick<UserPool, 'users'>, user: User): boolean {
  return users.bySub(user.sub) !== user;
}

/** What a function is told of the user of a call that may name nobody (documented: `userNotFound`). */
export function namedUser({ pool, client }: PoolClient, user: User): Readonly<Record<string, unknown>> {
  const userNotFound = isPretended(pool, user);
  return {
    userAttributes: userNotFound ? {} : eventAttributes(user),
    ...(client.preventUserExistenceErrors ? { userNotFound } : {}),
  };
}

/** Pairs of a call as an event has them: absent where there are none. */
export function metadataOf(clientMetadata: ClientMetadata): { readonly clientMetadata?: object } {
  return clientMetadata === undefined ? {} : { clientMetadata };
}
