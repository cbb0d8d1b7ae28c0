import { randomBytes } from 'node:crypto';
import { ServiceError } from '../../../shared/service-error';
import { checkAttributes } from '../attributes/check-attributes';
import { verifierOf } from '../srp/password-verifier';
import { poolNameOf } from '../user-pool';
import type { PoolClient } from '../user-pools';
import { newName } from '../users/new-user';
import type { User } from '../users/user';
import { callTrigger, unrecognizable } from './call-trigger';
import { metadataOf } from './event-user';
import type { ClientMetadata, SourceOf } from './triggers';

/**
 * Takes a user over from another directory, whose password the pool's function has looked at. The pool's own policy for passwords is not
 * asked (documented).
 *
 * @returns undefined where the pool has the user already, or no such function
 * @throws ServiceError in Cognito's words: whatever the function refuses
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html documented
 */
export function migratedByPassword(
  poolClient: PoolClient,
  name: string,
  password: string,
  validationData: ClientMetadata,
): Promise<User | undefined> {
  const request = { password, validationData: validationData ?? null, userAttributes: null };
  return migrated(poolClient, name, 'UserMigration_Authentication', request, password);
}

/** Takes a user over who wants a new password: until then nobody knows the one that they have. */
export function migratedWithoutPassword(
  poolClient: PoolClient,
  name: string,
  clientMetadata: ClientMetadata,
): Promise<User | undefined> {
  const request = { password: null, validationData: null, userAttributes: null, ...metadataOf(clientMetadata) };
  return migrated(poolClient, name, 'UserMigration_ForgotPassword', request, randomBytes(48).toString('base64'));
}

async function migrated(
  { pool, client }: PoolClient,
  name: string,
  source: SourceOf<'UserMigration'>,
  request: Readonly<Record<string, unknown>>,
  password: string,
): Promise<User | undefined> {
  if (pool.users.find(name) !== undefined) return undefined;
  const call = { source, userName: name, clientId: client.id, request };
  const response = await callTrigger(pool, 'UserMigration', call);
  if (response === undefined) return undefined;
  // Documented: required. What a function answers that knows nobody of that name is observed to end alike: amplify-js#13352.
  const attributes = new Map(Object.entries(response.userAttributes ?? {}));
  if (attributes.size === 0) throw unrecognizable();
  if (response.finalUserStatus === 'RESET_REQUIRED') {
    throw new ServiceError('NotImplementedException', 'The local cloud does not play RESET_REQUIRED.', 501);
  }
  attributes.delete('username');
  // Somebody may have come by that name meanwhile.
  const named = newName(pool, name, attributes);
  checkAttributes(pool, named.attributes, 'administrator', true);
  return pool.users.create({
    ...named,
    status: 'CONFIRMED',
    password: (username) => verifierOf({ poolName: poolNameOf(pool), username }, password),
  });
}
