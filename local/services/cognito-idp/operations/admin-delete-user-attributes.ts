import { attributeNames } from '../input';
import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { deleteAttributes } from '../users/change-attributes';

const fields = { UserAttributeNames: attributeNames };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = (pools: UserPools) =>
  userOperation(pools, 'AdminDeleteUserAttributes', fields, (pool, user, { UserAttributeNames }) => {
    deleteAttributes(pool, user, UserAttributeNames, 'administrator');
    return {};
  });
