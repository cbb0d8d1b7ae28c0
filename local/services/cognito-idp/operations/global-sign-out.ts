import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/**
 * Calls back every token of the caller: refresh and access tokens at once, ID tokens where an identity pool asks
 * (`ServerSideTokenCheck`).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
 */
export const globalSignOut = (pools: UserPools) =>
  tokenOperation(pools, 'GlobalSignOut', {}, ({ pool, user }) => {
    pool.signIns.signOut(user);
    return {};
  });
