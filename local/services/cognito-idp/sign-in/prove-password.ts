import type { ServiceError } from '../../../shared/service-error';
import { incorrectPassword, notAuthorized, userDisabled, userNotConfirmed } from '../errors';
import type { PoolClient } from '../user-pools';
import { changeUser } from '../users/change-user';
import { tellIfAllowed } from '../users/named-account';
import type { User } from '../users/user';

/**
 * Lets a user on who knows their password. Where the app client hides who exists, what else keeps a user from signing in is told only to
 * whoever has the password; else it is told first, whatever the password (observed: aws-sdk-js#4608, and amplify-js#9877 for the other).
 *
 * @param proves whether the password is known
 * @throws ServiceError in Cognito's words
 */
export function provePassword(poolClient: PoolClient, user: User, proves: (user: User) => boolean): User {
  const { pool } = poolClient;
  const now = pool.clock.now();
  if (user.passwordAttempts.isLocked(now)) throw notAuthorized('Password attempts exceeded');
  tellIfAllowed(poolClient, accountRefusal(user));
  if (!proves(user)) {
    changeUser(pool, user, ({ passwordAttempts }) => passwordAttempts.wrong(now));
    throw incorrectPassword();
  }
  changeUser(pool, user, ({ passwordAttempts }) => passwordAttempts.right());
  checkAccount(user);
  if (user.status === 'FORCE_CHANGE_PASSWORD' && now >= (user.temporaryUntil ?? Infinity)) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
  return user;
}

/** @throws ServiceError for a user who may not sign in, password or not */
export function checkAccount(user: User): void {
  const refusal = accountRefusal(user);
  if (refusal !== undefined) throw refusal;
}

function accountRefusal({ enabled, status }: User): ServiceError | undefined {
  if (!enabled) return userDisabled();
  return status === 'UNCONFIRMED' ? userNotConfirmed() : undefined;
}
