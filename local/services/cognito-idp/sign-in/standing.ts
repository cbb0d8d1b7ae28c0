import { clientNotFound, incorrectPassword, notAuthorized, userDisabled, userNotFound } from '../errors';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import type { Standing } from './challenges';

/** Where a user stands now: to be taken before anybody is waited for. */
export function standingOf({ pool }: Pick<PoolClient, 'pool'>, { sub, password }: User): Standing {
  return { password, signOuts: pool.signIns.signOutsOf(sub) };
}

/** Whether a sign-in that began there may go on: nobody has another password since, or was signed out everywhere. */
export function stillStands({ pool }: Pick<PoolClient, 'pool'>, user: User, before: Standing): boolean {
  return user.password === before.password && pool.signIns.signOutsOf(user.sub) === before.signOuts;
}

/**
 * Checks, once a function of the pool has answered, that its user may still get tokens. Other calls are answered while it runs: whoever is
 * deleted, disabled, signed out or given another password meanwhile gets none, nor does anybody by an app client that is gone. That AWS
 * looks again is **unconfirmed**, the narrower reading.
 *
 * @throws ServiceError in Cognito's words
 */
export function checkStillStands(poolClient: PoolClient, user: User, before: Standing): void {
  checkStillThere(poolClient, user);
  if (user.password !== before.password) throw incorrectPassword();
  if (!stillStands(poolClient, user, before)) throw notAuthorized('User has been signed out.');
}

/**
 * The same for whoever shows something that outlives a password: a refresh token.
 *
 * @throws ServiceError in Cognito's words
 */
export function checkStillThere({ pool, client }: PoolClient, user: User): void {
  // One that was made again by the same template has the same ID.
  if (pool.clients.get(client.id)?.createdAt !== client.createdAt) throw clientNotFound(client.id);
  if (pool.users.bySub(user.sub) !== user) throw userNotFound();
  if (!user.enabled) throw userDisabled();
}
