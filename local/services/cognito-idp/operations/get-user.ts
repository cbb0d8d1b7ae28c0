import { tokenOperation } from '../kinds-of-operation';
import { attributeList, mfaDescription } from '../user-description';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = (pools: UserPools) =>
  tokenOperation(pools, 'GetUser', {}, ({ user, client }) => ({
    Username: user.username,
    UserAttributes: attributeList(user, (name) => client.readableAttributes.has(name)),
    ...mfaDescription(user),
  }));
