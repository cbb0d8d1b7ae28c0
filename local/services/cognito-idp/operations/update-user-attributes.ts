import { attributes, clientMetadata } from '../input';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeAttributes } from '../users/change-attributes';

const fields = { UserAttributes: attributes, ClientMetadata: clientMetadata };

/**
 * A user changes themselves, as far as the app client may write.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
export const updateUserAttributes = (pools: UserPools) =>
  tokenOperation(pools, 'UpdateUserAttributes', fields, async ({ pool, user, client }, wanted) => ({
    CodeDeliveryDetailsList: await changeAttributes(pool, user, wanted.UserAttributes, client, wanted.ClientMetadata),
  }));
