import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = (pools: UserPools) =>
  tokenOperation(pools, 'DeleteUser', {}, ({ pool, user }) => {
    pool.users.delete(user);
    return {};
  });
