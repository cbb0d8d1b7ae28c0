import { checkStillStands, standingOf } from '../sign-in/standing';
import type { PoolClient } from '../user-pools';
import { namedAccount } from '../users/named-account';
import type { User } from '../users/user';
import { callTrigger } from './call-trigger';
import { eventAttributes, metadataOf, namedUser } from './event-user';
import type { ClientMetadata } from './triggers';

/**
 * Asks the pool's function, before a password is looked at, whether the user may sign in. It is asked of nobody's name too where the app
 * client hides who exists (documented: "Pre authentication Lambda trigger").
 *
 * @param validationData the call's `ClientMetadata` (documented)
 * @returns the account that the name is of once the function has answered
 * @throws ServiceError in Cognito's words
 */
export async function beforeAuthentication(
  poolClient: PoolClient,
  name: string,
  validationData: ClientMetadata,
): Promise<User> {
  const { pool, client } = poolClient;
  const user = namedAccount(poolClient, name);
  await callTrigger(pool, 'PreAuthentication', {
    source: 'PreAuthentication_Authentication',
    userName: user.username,
    clientId: client.id,
    request: { ...namedUser(poolClient, user), validationData: validationData ?? null },
  });
  return namedAccount(poolClient, name);
}

/**
 * Tells the pool's function that a user has shown who they are, before they get tokens. One that breaks off keeps them out (the narrower
 * reading: that it is called before tokens are made is unconfirmed).
 *
 * @throws ServiceError in Cognito's words, also for whoever may no longer sign in once it has answered
 */
export async function afterAuthentication(
  poolClient: PoolClient,
  user: User,
  clientMetadata: ClientMetadata,
): Promise<void> {
  const { pool, client } = poolClient;
  const before = standingOf(poolClient, user);
  await callTrigger(pool, 'PostAuthentication', {
    source: 'PostAuthentication_Authentication',
    userName: user.username,
    clientId: client.id,
    // Devices are not remembered here.
    request: { userAttributes: eventAttributes(user), newDeviceUsed: false, ...metadataOf(clientMetadata) },
  });
  checkStillStands(poolClient, user, before);
}
