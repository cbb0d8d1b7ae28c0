import {
  type CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { leavesAlways } from './contents';
import { type Game, unlessGone } from './game';
import type { Work } from './work';

const Password = 'Correct-horse-7';

/** Guests: first they come, then they get credentials, which are theirs afterwards as well. */
export function guests(): Work {
  const ids = new Map<string, string>();
  const keys = new Map<string, { accessKeyId: string; secretAccessKey: string; sessionToken: string }>();
  return {
    steps: 2,
    name: (index) => `guest-${index}`,
    leaves: leavesAlways,
    async write({ identities, names }, name, number) {
      if (number === 1) {
        const { IdentityId = '' } = await identities.send(new GetIdCommand({ IdentityPoolId: names.IdentityPool }));
        ids.set(name, IdentityId);
        return;
      }
      const { Credentials } = await credentialsOf(identities, ids.get(name));
      const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
      keys.set(name, { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken });
    },
    async read({ identities, client }, name) {
      const id = ids.get(name);
      if (id === undefined) return undefined;
      if ((await unlessGone(credentialsOf(identities, id), 'ResourceNotFoundException')) === undefined)
        return undefined;
      const credentials = keys.get(name);
      if (credentials === undefined) return 1;
      const sts = new STSClient({ ...client, credentials });
      try {
        const caller = await unlessGone(sts.send(new GetCallerIdentityCommand({})), 'InvalidClientTokenId');
        return caller === undefined ? 1 : 2;
      } catch (error) {
        // They were known, and last an hour.
        if ((error as Error).name !== 'ExpiredToken') throw error;
        return 2;
      } finally {
        sts.destroy();
      }
    },
  };
}

/** Players: they sign up, are confirmed, and sign in; their refresh tokens are good afterwards as well. */
export function players(): Work {
  const refreshTokens = new Map<string, string>();
  return {
    steps: 3,
    name: (index) => `player-${index}`,
    leaves: leavesAlways,
    async write({ users, names: { ClientId, UserPool } }, Username, number) {
      if (number === 1) return users.send(new SignUpCommand({ ClientId, Username, Password }));
      if (number === 2) return users.send(new AdminConfirmSignUpCommand({ UserPoolId: UserPool, Username }));
      const { AuthenticationResult } = await signIn({ users, names: { ClientId } as Game['names'] }, Username);
      return refreshTokens.set(Username, AuthenticationResult?.RefreshToken ?? '');
    },
    async read(game, Username) {
      const { users, names } = game;
      const user = users.send(new AdminGetUserCommand({ UserPoolId: names.UserPool, Username }));
      const found = await unlessGone(user, 'UserNotFoundException');
      if (found === undefined) return undefined;
      if (found.UserStatus !== 'CONFIRMED') return 1;
      const REFRESH_TOKEN = refreshTokens.get(Username);
      if (REFRESH_TOKEN === undefined) {
        await signIn(game, Username);
        return 2;
      }
      const refresh = new InitiateAuthCommand({
        ...{ ClientId: names.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH' as const },
        AuthParameters: { REFRESH_TOKEN },
      });
      return (await unlessGone(users.send(refresh), 'NotAuthorizedException')) === undefined ? 2 : 3;
    },
  };
}

const credentialsOf = (identities: CognitoIdentityClient, IdentityId: string | undefined) =>
  identities.send(new GetCredentialsForIdentityCommand({ IdentityId }));

const signIn = ({ users, names }: Pick<Game, 'users' | 'names'>, USERNAME: string) =>
  users.send(
    new InitiateAuthCommand({
      ...{ ClientId: names.ClientId, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME, PASSWORD: Password },
    }),
  );
