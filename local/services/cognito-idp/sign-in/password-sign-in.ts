import { isPassword, type PasswordOwner } from '../srp/password-verifier';
import { poolNameOf, type UserPool } from '../user-pool';
import type { PoolClient } from '../user-pools';
import { namedAccount } from '../users/named-account';
import type { User } from '../users/user';
import { type AuthenticationAnswer, afterPassword } from './after-password';
import { required } from './parameters';
import { provePassword } from './prove-password';

/** Signs in by a password that is sent: `USER_PASSWORD_AUTH`, `ADMIN_USER_PASSWORD_AUTH`. */
export function passwordSignIn(
  poolClient: PoolClient,
  parameters: Readonly<Record<string, string>>,
): Promise<AuthenticationAnswer> {
  return afterPassword(
    poolClient,
    userOfPassword(poolClient, required(parameters, 'USERNAME'), required(parameters, 'PASSWORD')),
  );
}

/** @throws ServiceError as {@link provePassword} does */
export function userOfPassword(poolClient: PoolClient, name: string, password: string): User {
  const { pool } = poolClient;
  return provePassword(poolClient, namedAccount(poolClient, name), (known) =>
    isPassword(ownerOf(pool, known), password, known.password),
  );
}

/** Whose password a user's is. */
export function ownerOf(pool: Pick<UserPool, 'id'>, { username }: Pick<User, 'username'>): PasswordOwner {
  return { poolName: poolNameOf(pool), username };
}
