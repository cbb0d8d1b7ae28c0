import { attributes } from '../input';
import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeAttributes } from '../users/change-attributes';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = (pools: UserPools) =>
  userOperation(pools, 'AdminUpdateUserAttributes', { UserAttributes: attributes }, (pool, user, wanted) => {
    changeAttributes(pool, user, wanted.UserAttributes, 'administrator');
    return {};
  });
