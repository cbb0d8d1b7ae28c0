import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { decodeJWT } from 'aws-amplify/auth';
import { cognitoCredentialsProvider } from 'aws-amplify/auth/cognito';

/**
 * For Google, Apple and any OpenID Connect issuer: Amplify takes the `Logins` key from the token's `iss`.
 *
 * @param idToken a fresh one each time that it is asked: Amplify asks before each call; undefined for a guest
 */
export function configureOpenId(config: ResourcesConfig, idToken: () => Promise<string | undefined>): void {
  const getTokens = async () => {
    const token = await idToken();
    return token === undefined ? null : { idToken: decodeJWT(token), accessToken: decodeJWT(token) };
  };
  Amplify.configure(config, {
    Auth: { credentialsProvider: cognitoCredentialsProvider, tokenProvider: { getTokens } },
  });
}
