import { isPassword, type PasswordOwner } from '../srp/password-verifier';
import { beforeAuthentication } from '../triggers/sign-in-triggers';
import type { ClientMetadata } from '../triggers/triggers';
import { migratedByPassword } from '../triggers/user-migration';
import { poolNameOf, type UserPool } from '../user-pool';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import { type AuthenticationAnswer, afterPassword } from './after-password';
import { required } from './parameters';
import { provePassword } from './prove-password';

/** Signs in by a password that is sent: `USER_PASSWORD_AUTH`, `ADMIN_USER_PASSWORD_AUTH`. */
export async function passwordSignIn(
  poolClient: PoolClient,
  parameters: Readonly<Record<string, string>>,
  validationData: ClientMetadata,
): Promise<AuthenticationAnswer> {
  const [name, password] = [required(parameters, 'USERNAME'), required(parameters, 'PASSWORD')];
  const user = await userOfPassword(poolClient, name, password, validationData);
  return afterPassword(poolClient, user, { source: 'TokenGeneration_Authentication' });
}

/**
 * The user of a password, who may come from another directory by it. That the function before a sign-in is asked of them too is
 * **unconfirmed**, the narrower reading: whom it bars comes in by no other way.
 *
 * @throws ServiceError as {@link provePassword} does, and what the pool's functions refuse
 */
export async function userOfPassword(
  poolClient: PoolClient,
  name: string,
  password: string,
  validationData?: ClientMetadata,
): Promise<User> {
  const { pool } = poolClient;
  await migratedByPassword(poolClient, name, password, validationData);
  const user = await beforeAuthentication(poolClient, name, validationData);
  return provePassword(poolClient, user, (known) => isPassword(ownerOf(pool, known), password, known.password));
}

/** Whose password a user's is. */
export function ownerOf(pool: Pick<UserPool, 'id'>, { username }: Pick<User, 'username'>): PasswordOwner {
  return { poolName: poolNameOf(pool), username };
}
