import type { ServiceError } from '../../shared/service-error';
import { isEmailAddress } from './attributes/email-address';
import { usernameNotFound } from './errors';
import { type CustomMessage, customMessage, filledIn, type MessageCause } from './triggers/custom-message';
import { isPretended } from './triggers/event-user';
import type { UserPool } from './user-pool';
import type { PoolClient } from './user-pools';
import { changeUser } from './users/change-user';
import { issueCode, pretendCode } from './users/codes';
import { tellIfAllowed } from './users/named-account';
import type { CodePurpose, User } from './users/user';

/** Where a code went, as the API answers it. */
export interface CodeDeliveryDetails {
  readonly AttributeName: 'email';
  readonly DeliveryMedium: 'EMAIL';
  /** The address, all but hidden. */
  readonly Destination: string;
}

/**
 * Sends a code to whoever a call names. Whoever is refused one is told so, or, where the app client hides who exists, nothing is sent and
 * the answer is the one that everybody gets.
 *
 * @param refusalOf why no code is sent to an account; undefined where one is
 * @param cause what the pool's function is told of
 * @throws ServiceError the refusal, where the app client lets a caller know
 */
export async function sendCodeTo(
  poolClient: PoolClient,
  name: string,
  user: User,
  purpose: CodePurpose,
  refusalOf: (user: User) => ServiceError | undefined,
  cause: MessageCause,
): Promise<CodeDeliveryDetails> {
  const { pool } = poolClient;
  const before = refusalOf(user);
  tellIfAllowed(poolClient, before);
  const message = before === undefined ? await customMessage(pool, user, cause) : {};
  // While the function was asked, the address may have become another one, which nobody has shown to be theirs.
  const refusal = before ?? (isPretended(pool, user) ? usernameNotFound() : refusalOf(user));
  tellIfAllowed(poolClient, refusal);
  if (refusal !== undefined) changeUser(pool, user, (changing) => pretendCode(changing, purpose, pool.clock.now()));
  // An account has one address whatever is asked of it: another one where no code is sent would tell that it is sent elsewhere.
  const sent =
    refusal === undefined ? sendMessage(pool, user, purpose, message) : deliveryTo(pool.pretendedUsers.addressOf(user));
  // Whoever asks by an address is told of that one, as they wrote it: how the account has it would tell that there is one.
  return pool.naming.usernameAttributes.includes('email') && isEmailAddress(name) ? deliveryTo(name) : sent;
}

/**
 * Makes a code and sends it, in the words of the pool's function where it has one.
 *
 * @throws ServiceError where that function refuses, or the user is gone once it has answered: there is no new code then
 */
export async function sendCode(
  pool: UserPool,
  user: User,
  purpose: CodePurpose,
  cause: MessageCause,
  newAddress?: string,
): Promise<CodeDeliveryDetails> {
  const message = await customMessage(pool, user, cause);
  if (isPretended(pool, user)) throw usernameNotFound();
  return sendMessage(pool, user, purpose, message, newAddress);
}

function sendMessage(
  pool: UserPool,
  user: User,
  purpose: CodePurpose,
  message: CustomMessage,
  newAddress?: string,
): CodeDeliveryDetails {
  const code = changeUser(pool, user, (changing) => issueCode(changing, purpose, pool.clock.now(), newAddress));
  const to = newAddress ?? user.attributes.get('email');
  pool.deliver({
    userPoolId: pool.id,
    username: user.username,
    purpose,
    code,
    ...filledIn(message, code, user.username),
    ...(to === undefined ? {} : { to }),
  });
  return deliveryTo(to ?? '');
}

/** `player@example.com` reads `p***@e***` (observed: the API reference's own examples). */
export function deliveryTo(address: string): CodeDeliveryDetails {
  const [name = '', domain = ''] = address.split('@');
  return {
    AttributeName: 'email',
    DeliveryMedium: 'EMAIL',
    Destination: `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`,
  };
}
