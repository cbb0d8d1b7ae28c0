import type { ServiceError } from '../../../shared/service-error';
import { userNotFound } from '../errors';
import type { PoolClient } from '../user-pools';
import type { User } from './user';

// What a caller who shows nothing but a name learns of the account behind it is decided here, for every operation and page alike.

/**
 * The account that a public call names. Where the app client hides who exists, a name that is nobody's stands for a pretended user: the
 * call then goes on as it does for everybody, and ends as it does for whoever has no right password or code.
 *
 * @throws ServiceError for a name that is nobody's, where the app client says so
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html documented
 */
export function namedAccount(
  { pool, client }: PoolClient,
  name: string,
  missing: () => ServiceError = userNotFound,
): User {
  const user = pool.users.find(name);
  if (user !== undefined) return user;
  if (!client.preventUserExistenceErrors) throw missing();
  return pool.pretendedUsers.of(name);
}

/**
 * Says why an account is refused what the call asks for, where the app client lets a caller know; else the call goes on.
 *
 * @throws ServiceError the refusal
 */
export function tellIfAllowed({ client }: PoolClient, refusal: ServiceError | undefined): void {
  if (refusal !== undefined && !client.preventUserExistenceErrors) throw refusal;
}
