import { attributeNames } from '../input';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { deleteAttributes } from '../users/change-attributes';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = (pools: UserPools) =>
  tokenOperation(
    pools,
    'DeleteUserAttributes',
    { UserAttributeNames: attributeNames },
    ({ pool, user, client }, { UserAttributeNames }) => {
      deleteAttributes(pool, user, UserAttributeNames, client);
      return {};
    },
  );
