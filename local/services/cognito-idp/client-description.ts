import { datesOf, type UserPoolClient } from './user-pool-client';

/**
 * What an app client has that says nothing of it (**documented**: API_CreateUserPoolClient; that each is answered is **unconfirmed**). A
 * template's own defaults are among its properties.
 */
const defaults = {
  RefreshTokenValidity: 30,
  AllowedOAuthFlowsUserPoolClient: false,
  EnablePropagateAdditionalUserContextData: false,
};

/**
 * An app client as `DescribeUserPoolClient` answers it, with its secret where it has one (**documented**).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export function clientDescription(client: UserPoolClient): object {
  const { GenerateSecret: _secret, ...properties } = client.properties;
  return {
    ...defaults,
    ...properties,
    ClientId: client.id,
    ClientName: client.name,
    ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
    UserPoolId: client.userPoolId,
    ...datesOf(client),
  };
}
