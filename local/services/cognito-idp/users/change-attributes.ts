import { type AttributeWriter, checkAttributes } from '../attributes/check-attributes';
import { type CodeDeliveryDetails, sendCode } from '../code-delivery';
import type { UserPool } from '../user-pool';
import { checkFree } from './new-user';
import type { User } from './user';

/**
 * Changes attributes of a user. A new e-mail address is not verified until its code comes back; where the pool keeps the verified one, it
 * is not even set before that (documented: `AttributesRequireVerificationBeforeUpdate`). An administrator may say that it is verified.
 *
 * @returns where codes went
 * @throws ServiceError in Cognito's words
 */
export function changeAttributes(
  pool: UserPool,
  user: User,
  changes: ReadonlyMap<string, string>,
  writer: AttributeWriter,
): readonly CodeDeliveryDetails[] {
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
  return pool.verifiesEmail && email !== '' ? [sendCode(pool, user, 'email', email)] : [];
}
