import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser = (pools: UserPools) =>
  userOperation(pools, 'AdminDeleteUser', {}, (pool, user) => {
    pool.users.delete(user);
    return {};
  });
