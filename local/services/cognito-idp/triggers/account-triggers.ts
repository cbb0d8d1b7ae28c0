import { invalidParameter } from '../errors';
import type { UserPool } from '../user-pool';
import type { User } from '../users/user';
import { callTrigger } from './call-trigger';
import { eventAttributes, metadataOf } from './event-user';
import type { ClientMetadata, SourceOf } from './triggers';

/** A user about to be made, as a function is told of them. */
export interface UserToBe {
  readonly username: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly validationData: ReadonlyMap<string, string>;
  readonly clientMetadata: ClientMetadata;
}

/** What the function makes of them: their attributes, and whether they need no confirmation. */
export interface Welcomed {
  readonly isConfirmed: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Asks the pool's function whether somebody may sign up. That an address is verified without having been given ends the call (documented:
 * "Pre sign-up Lambda trigger"; the sentence is unconfirmed).
 */
export async function beforeSignUp(pool: UserPool, clientId: string, user: UserToBe): Promise<Welcomed> {
  const response = await preSignUp(pool, 'PreSignUp_SignUp', clientId, user);
  const verified = new Map(
    [
      ['email', response?.autoVerifyEmail],
      ['phone_number', response?.autoVerifyPhone],
    ].flatMap(([name, isVerified]) => (isVerified === true ? [[String(name), 'true'] as const] : [])),
  );
  for (const name of verified.keys()) {
    if (!user.attributes.has(name)) throw invalidParameter(`User has no ${name} to verify.`);
  }
  return {
    isConfirmed: response?.autoConfirmUser === true,
    attributes: new Map([...verified].map(([name, value]) => [`${name}_verified`, value])),
  };
}

/** Asks the same of whom an administrator makes, where what else it answers counts for nothing (documented: as above). */
export async function beforeAdminCreateUser(pool: UserPool, user: UserToBe): Promise<void> {
  await preSignUp(pool, 'PreSignUp_AdminCreateUser', undefined, user);
}

function preSignUp(
  pool: UserPool,
  source: SourceOf<'PreSignUp'>,
  clientId: string | undefined,
  { username, attributes, validationData, clientMetadata }: UserToBe,
) {
  return callTrigger(pool, 'PreSignUp', {
    source,
    userName: username,
    clientId,
    request: {
      userAttributes: Object.fromEntries(attributes),
      validationData: validationData.size === 0 ? null : Object.fromEntries(validationData),
      ...metadataOf(clientMetadata),
    },
  });
}

/** Tells the pool's function that a user is confirmed, or has a new password by a code. They stay so, whatever becomes of the call. */
export async function afterConfirmation(
  pool: UserPool,
  user: User,
  source: SourceOf<'PostConfirmation'>,
  clientId: string | undefined,
  clientMetadata: ClientMetadata,
): Promise<void> {
  await callTrigger(pool, 'PostConfirmation', {
    source,
    userName: user.username,
    clientId,
    request: { userAttributes: eventAttributes(user), ...metadataOf(clientMetadata) },
  });
}
