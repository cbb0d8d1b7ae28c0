import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { UnexpectedAnswer } from './aws-error';
import { type PasswordChallenge, SrpClient } from './player-tokens/srp-client';
import { tellingRequestIds } from './request-ids';

/** What signing in answers. */
export interface UserPoolTokens {
  readonly idToken: string;
  readonly accessToken: string;
}

/** What a throwaway user takes of one user pool. */
export interface UserPoolUsers {
  /** Makes a user to whom nothing is sent. */
  create(username: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  setPassword(username: string, password: string): Promise<void>;
  /** By an admin call; `clientId` is a client that allows `ADMIN_USER_PASSWORD_AUTH`. */
  signIn(clientId: string, username: string, password: string): Promise<UserPoolTokens>;
  /** As an app does it, by calls that take no signature; `clientId` is a client without secret that allows `USER_SRP_AUTH`. */
  signInAsApp(clientId: string, username: string, password: string): Promise<UserPoolTokens>;
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
      return tokensOf(AuthenticationResult, ChallengeName);
    },
    async signInAsApp(ClientId, USERNAME, password) {
      const srp = new SrpClient();
      const begun = await client.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_SRP_AUTH',
          AuthParameters: { USERNAME, SRP_A: srp.publicValue },
        }),
      );
      const challenge = begun.ChallengeParameters as unknown as PasswordChallenge;
      const { AuthenticationResult, ChallengeName } = await client.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeResponses: srp.answer(UserPoolId, password, challenge),
        }),
      );
      return tokensOf(AuthenticationResult, ChallengeName);
    },
    async delete(Username) {
      await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    },
  };
}

function tokensOf(result: AuthenticationResultType | undefined, challenge: string | undefined): UserPoolTokens {
  const { IdToken: idToken, AccessToken: accessToken } = result ?? {};
  if (idToken === undefined || accessToken === undefined) {
    throw new UnexpectedAnswer(`The user pool answered no tokens (${challenge ?? 'no challenge either'}).`);
  }
  return { idToken, accessToken };
}
