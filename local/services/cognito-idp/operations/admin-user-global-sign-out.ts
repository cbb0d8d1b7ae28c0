import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export const adminUserGlobalSignOut = (pools: UserPools) =>
  userOperation(pools, 'AdminUserGlobalSignOut', {}, (pool, user) => {
    pool.signIns.signOut(user);
    return {};
  });
