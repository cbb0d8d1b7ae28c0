import { ServiceError } from '../../../shared/service-error';
import { isEmailAddress } from '../attributes/email-address';
import { invalidParameter } from '../errors';
import type { UserPool } from '../user-pool';

/** What a name that a call gives a new user becomes. */
export interface NewName {
  /** Absent where users sign in by an attribute: the pool makes one up. */
  readonly username?: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Reads the name of a new user: a user name, or the attribute that the pool's users sign in by.
 *
 * @throws ServiceError for a name or an address that is taken, or not of the pool's form (observed: cognito-local#102)
 */
export function newName(pool: UserPool, name: string, attributes: ReadonlyMap<string, string>): NewName {
  const { usernameAttributes } = pool.naming;
  if (usernameAttributes.length === 0) {
    if (pool.users.find(name) !== undefined) throw userExists('User already exists');
    return { username: name, attributes };
  }
  if (!isEmailAddress(name)) throw invalidParameter('Username should be an email.');
  const email = attributes.get('email');
  if (email !== undefined && email !== name) {
    throw invalidParameter('User email should be empty or same as username, since username attribute is email');
  }
  if (pool.users.find(name) !== undefined) throw userExists('An account with the given email already exists.');
  return { attributes: new Map([...attributes, ['email', name]]) };
}

/** @throws ServiceError where a change of attributes would give a user what another one signs in by */
export function checkFree(pool: UserPool, sub: string, attributes: ReadonlyMap<string, string>): void {
  for (const name of pool.naming.usernameAttributes) {
    const value = attributes.get(name);
    const owner = value === undefined ? undefined : pool.users.find(value);
    if (owner !== undefined && owner.sub !== sub) {
      throw new ServiceError('AliasExistsException', 'An account with the email already exists.');
    }
  }
}

function userExists(sentence: string): ServiceError {
  return new ServiceError('UsernameExistsException', sentence);
}
