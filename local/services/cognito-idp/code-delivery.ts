import type { UserPool } from './user-pool';
import { issueCode } from './users/codes';
import type { CodePurpose, User } from './users/user';

/** Where a code went, as the API answers it. */
export interface CodeDeliveryDetails {
  readonly AttributeName: 'email';
  readonly DeliveryMedium: 'EMAIL';
  /** The address, all but hidden. */
  readonly Destination: string;
}

/** Makes a code and sends it. */
export function sendCode(pool: UserPool, user: User, purpose: CodePurpose, newAddress?: string): CodeDeliveryDetails {
  const code = issueCode(user, purpose, pool.clock.now(), newAddress);
  const to = newAddress ?? user.attributes.get('email');
  pool.deliver({
    userPoolId: pool.id,
    username: user.username,
    purpose,
    code,
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
