import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { Amplify } from 'aws-amplify';
import { decodeJWT, fetchAuthSession, signIn } from 'aws-amplify/auth';
import { cognitoCredentialsProvider } from 'aws-amplify/auth/cognito';
import { uploadData } from 'aws-amplify/storage';
import type { Logins, Outputs } from './aws-sdk';

/** Besides {@link Outputs}, where the stage has a user pool. */
export interface UserPoolOutputs extends Outputs {
  readonly UserPoolId: string;
  /** The output `UserPoolClientId<App><Platform>` of this app. */
  readonly UserPoolClientId: string;
}

// #region openid
/** For Google, Apple and any OpenID Connect issuer: Amplify takes the `Logins` key from the token's `iss`. */
export function configureOpenId(outputs: Outputs, idToken: () => Promise<string | undefined>): void {
  const getTokens = async () => {
    const token = await idToken();
    return token === undefined ? null : { idToken: decodeJWT(token), accessToken: decodeJWT(token) };
  };
  Amplify.configure(
    {
      Auth: { Cognito: { identityPoolId: outputs.IdentityPoolId, allowGuestAccess: true } },
      Storage: { S3: { bucket: outputs.BucketName, region: outputs.Region } },
    },
    { Auth: { credentialsProvider: cognitoCredentialsProvider, tokenProvider: { getTokens } } },
  );
}
// #endregion

// #region any-login
/** For Amazon, Facebook and SAML, whose tokens are no JWTs: the SDK's provider stands in for Amplify's. */
export function configureAnyLogin(outputs: Outputs, logins: Logins): void {
  const { IdentityPoolId: identityPoolId, Region: region } = outputs;
  const player = fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: { region } });
  let held: Awaited<ReturnType<typeof player>> | undefined;
  const getCredentialsAndIdentityId = async () => {
    if (held === undefined || Number(held.expiration) < Date.now() + 60_000) held = await player();
    return { identityId: held.identityId, credentials: held };
  };
  const clearCredentialsAndIdentityId = () => {
    held = undefined;
  };
  Amplify.configure(
    {
      Auth: { Cognito: { identityPoolId, allowGuestAccess: true } },
      Storage: { S3: { bucket: outputs.BucketName, region } },
    },
    { Auth: { credentialsProvider: { getCredentialsAndIdentityId, clearCredentialsAndIdentityId } } },
  );
}
// #endregion

// #region user-pool
/** For the game's own accounts. */
export async function signInAtUserPool(outputs: UserPoolOutputs, username: string, password: string): Promise<void> {
  const { UserPoolId: userPoolId, UserPoolClientId: userPoolClientId, IdentityPoolId: identityPoolId } = outputs;
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId, identityPoolId, allowGuestAccess: true } },
    Storage: { S3: { bucket: outputs.BucketName, region: outputs.Region } },
  });
  await signIn({ username, password });
}
// #endregion

// #region play
/** After any of them: a file in the player's own folder. */
export async function uploadSave(save: string): Promise<string | undefined> {
  await uploadData({ path: ({ identityId }) => `private/${identityId}/save.json`, data: save }).result;
  return (await fetchAuthSession()).identityId;
}
// #endregion
