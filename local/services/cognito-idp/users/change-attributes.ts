import { type AttributeWriter, checkAttributes } from '../attributes/check-attributes';
import { verifiedFlags } from '../attributes/schema';
import { type CodeDeliveryDetails, sendCode } from '../code-delivery';
import { invalidParameter } from '../errors';
import type { ClientMetadata } from '../triggers/triggers';
import type { UserPool } from '../user-pool';
import { changeUser } from './change-user';
import { checkFree } from './new-user';
import type { User } from './user';

/**
 * Changes attributes of a user. A new e-mail address is not verified until its code comes back; where the pool keeps the verified one, it
 * is not even set before that (documented: `AttributesRequireVerificationBeforeUpdate`). An administrator may say that it is verified.
 *
 * @returns where codes went
 * @throws ServiceError in Cognito's words
 */
export async function changeAttributes(
  pool: UserPool,
  user: User,
  changes: ReadonlyMap<string, string>,
  writer: AttributeWriter,
  clientMetadata?: ClientMetadata,
): Promise<readonly CodeDeliveryDetails[]> {
  checkAttributes(pool, changes, writer, false);
  checkFree(pool, user.sub, changes);
  const email = changes.get('email');
  const isNew = email !== undefined && email !== user.attributes.get('email');
  if (!isNew || changes.get('email_verified') === 'true') {
    pool.users.setAttributes(user, changes);
    return [];
  }
  const waits = pool.keepsVerifiedEmail && email !== '';
  const now = new Map([...changes].filter(([name]) => name !== 'email' || !waits));
  pool.users.setAttributes(user, waits ? now : new Map([...now, ['email_verified', 'false']]));
  const clientId = writer === 'administrator' ? undefined : writer.id;
  const cause = { source: 'CustomMessage_UpdateUserAttribute', clientId, clientMetadata } as const;
  return pool.verifiesEmail && email !== '' ? [await sendCode(pool, user, 'email', cause, email)] : [];
}

/**
 * Takes attributes away from a user, as setting them to nothing does. A new address that waits for its code goes with the address.
 *
 * @throws ServiceError in Cognito's words: for an attribute that may not be written, or that every user must have
 */
export function deleteAttributes(pool: UserPool, user: User, names: readonly string[], writer: AttributeWriter): void {
  const nothing = new Map(names.map((name) => [name, '']));
  checkAttributes(pool, nothing, writer, false);
  // Whoever signs in by an attribute would no longer be found: the refusal is the narrower reading, its sentence **unconfirmed**.
  if (names.some((name) => pool.naming.usernameAttributes.includes(name))) {
    throw invalidParameter('Cannot delete an attribute that the user signs in by.');
  }
  // An address that is gone is nobody's: whether it was verified says nothing of the next one.
  const flags = names.map((name) => `${name}_verified`).filter((flag) => verifiedFlags.includes(flag));
  pool.users.setAttributes(user, new Map([...nothing, ...flags.map((flag) => [flag, ''] as const)]));
  if (names.includes('email')) changeUser(pool, user, ({ codes }) => codes.delete('email'));
}
