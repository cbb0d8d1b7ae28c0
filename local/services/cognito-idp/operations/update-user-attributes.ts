import { attributes } from '../input';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeAttributes } from '../users/change-attributes';

/**
 * A user changes themselves, as far as the app client may write.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
export const updateUserAttributes = (pools: UserPools) =>
  tokenOperation(pools, 'UpdateUserAttributes', { UserAttributes: attributes }, ({ pool, user, client }, wanted) => ({
    CodeDeliveryDetailsList: changeAttributes(pool, user, wanted.UserAttributes, client),
  }));
