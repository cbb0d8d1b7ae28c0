import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import { UnexpectedAnswer } from './aws-error';
import { tellingRequestIds } from './request-ids';

/** The admin calls of one user pool that a throwaway user takes. */
export interface UserPoolUsers {
  /** Makes a user to whom nothing is sent. */
  create(username: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  setPassword(username: string, password: string): Promise<void>;
  /** Answers the ID token; `clientId` is a client that allows `ADMIN_USER_PASSWORD_AUTH`. */
  signIn(clientId: string, username: string, password: string): Promise<string>;
  delete(username: string): Promise<void>;
}

/**
 * Imported like every other client, not at its first use: only so does the bundler leave out what is not used (37 kB instead of 109).
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export function openUserPool(config: CognitoIdentityProviderClientConfig, userPoolId: string): UserPoolUsers {
  return usersOf(tellingRequestIds(new CognitoIdentityProviderClient(config)), userPoolId);
}

/** The same over a client that there is already. */
export function usersOf(client: Pick<CognitoIdentityProviderClient, 'send'>, UserPoolId: string): UserPoolUsers {
  return {
    async create(Username, attributes) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      // SUPPRESS (documented): no invitation is sent to the made-up address.
      await client.send(
        new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
      );
    },
    async setPassword(Username, Password) {
      // Permanent (documented): the user is confirmed and asked for no other password.
      await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    },
    async signIn(ClientId, USERNAME, PASSWORD) {
      const { AuthenticationResult, ChallengeName } = await client.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD },
        }),
      );
      if (AuthenticationResult?.IdToken === undefined) {
        throw new UnexpectedAnswer(`The user pool answered no ID token (${ChallengeName ?? 'no challenge either'}).`);
      }
      return AuthenticationResult.IdToken;
    },
    async delete(Username) {
      await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    },
  };
}
