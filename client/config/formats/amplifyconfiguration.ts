import { type Format, jsonText, type Written } from '../format';
import type { GameConfig } from '../game-config';

/**
 * `amplifyconfiguration.json` of Amplify Swift and Amplify Android, as their pages have it. That both take it without `CognitoUserPool`
 * is unconfirmed.
 *
 * @see https://docs.amplify.aws/android/build-a-backend/auth/existing-resources/ (documented)
 */
export const amplifyConfiguration: Format = {
  name: 'amplifyconfiguration',
  readBy: 'Amplify Swift and Amplify Android: amplifyconfiguration.json',
  platforms: ['Ios', 'Android'],
  write(config: GameConfig): Written {
    const { aws, identityPoolId, userPool, bucket, scores } = config;
    const { region } = aws;
    const { page, lack } = pageOf(config);
    const awsCognitoAuthPlugin = {
      IdentityManager: { Default: {} },
      CredentialsProvider: { CognitoIdentity: { Default: { PoolId: identityPoolId, Region: region } } },
      ...(userPool && {
        CognitoUserPool: { Default: { PoolId: userPool.id, AppClientId: userPool.clientId, Region: region } },
        Auth: { Default: { authenticationFlowType: 'USER_SRP_AUTH', ...(page && { OAuth: page }) } },
      }),
    };
    // Amplify's private level is private/<identity ID>/, as the players' folder is here.
    const awsS3StoragePlugin = { bucket, region, defaultAccessLevel: 'private' };
    return {
      text: jsonText({
        auth: { plugins: { awsCognitoAuthPlugin } },
        storage: { plugins: { awsS3StoragePlugin } },
        ...(scores && { api: { plugins: { awsAPIPlugin: { scores: apiOf(scores.url, region) } } } }),
      }),
      lacks: {
        endpoint: true,
        noGuests: true,
        ...(lack !== undefined && { managedLogin: lack }),
        table: true,
        roles: true,
        samlProviders: true,
      },
    };
  },
};

/** Signed with the player's credentials. */
function apiOf(endpoint: string, region: string): object {
  return { endpointType: 'REST', endpoint, region, authorizationType: 'AWS_IAM' };
}

/** It takes one URL for each direction. */
function pageOf({ userPool }: GameConfig): { readonly page?: object; readonly lack?: string } {
  if (userPool?.managedLogin === undefined) return {};
  const { domain, redirectSignIn, redirectSignOut, scopes } = userPool.managedLogin;
  const signIn = appUrl(redirectSignIn);
  const signOut = appUrl(redirectSignOut);
  if (signIn === undefined || signOut === undefined)
    return { lack: 'managed login of an app client without logout URLs' };
  const page = {
    WebDomain: domain,
    AppClientId: userPool.clientId,
    SignInRedirectURI: signIn,
    SignOutRedirectURI: signOut,
    Scopes: scopes,
  };
  const others = [...redirectSignIn, ...redirectSignOut].some((url) => url !== signIn && url !== signOut);
  return { page, ...(others && { lack: 'more than one URL that managed login sends players back to' }) };
}

/** An app's own address, before any of the web. */
function appUrl(urls: readonly string[]): string | undefined {
  return urls.find((url) => !/^https?:/i.test(url)) ?? urls[0];
}
