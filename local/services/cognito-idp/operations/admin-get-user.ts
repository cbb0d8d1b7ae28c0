import { userOperation } from '../kinds-of-operation';
import { attributeList, mfaDescription, userDescription } from '../user-description';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = (pools: UserPools) =>
  userOperation(pools, 'AdminGetUser', {}, (_pool, user) => ({
    ...userDescription(user),
    UserAttributes: attributeList(user),
    ...mfaDescription(user),
  }));
