import { attributes, clientMetadata } from '../input';
import { userOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeAttributes } from '../users/change-attributes';

const fields = { UserAttributes: attributes, ClientMetadata: clientMetadata };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = (pools: UserPools) =>
  userOperation(pools, 'AdminUpdateUserAttributes', fields, async (pool, user, wanted) => {
    await changeAttributes(pool, user, wanted.UserAttributes, 'administrator', wanted.ClientMetadata);
    return {};
  });
