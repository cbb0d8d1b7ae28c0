import { randomUUID } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalCloud } from '../account/cloud';
import type { GameLogin } from '../account/game-logins';
import { authorizationEndpoints, signInForAccessToken } from '../idp/access-tokens/sign-in';
import type { PlayerClaims } from '../idp/claims-form';
import { signInForSamlResponse } from '../idp/saml/sign-in';
import { signIn } from '../idp/sign-in';
import { signInAtManagedLogin } from '../services/cognito-idp/managed-login/sign-in';
import { administratorClient } from './administrator-client';
import { groupsClaim } from './user-pool-claims';

/** Signs a player in on their provider's own page and answers their token: the value of `Logins`. */
export type SignIn = (player: string, claims: PlayerClaims) => Promise<string>;

/** The sign-in page of a login; undefined where it is not played on this machine. */
export function signInOf(cloud: LocalCloud, login: GameLogin): SignIn | undefined {
  return signIns[login.kind](cloud, login);
}

const signIns: Readonly<Record<GameLogin['kind'], (cloud: LocalCloud, login: GameLogin) => SignIn | undefined>> = {
  openid: ({ identityProviders, fetch }, { issuer, appId }) => {
    const provider = identityProviders.find((candidate) => candidate.issuer === issuer);
    if (provider === undefined) return undefined;
    const clientId = appId ?? provider.clientIds[0] ?? '';
    return async (player, claims) => (await signIn({ issuer, clientId, player, claims, fetch })).idToken;
  },
  'access-token': ({ standIns, fetch }, { issuer, appId = '' }) => {
    const endpoints: Readonly<Record<string, string>> = authorizationEndpoints;
    const authorizationEndpoint = endpoints[issuer];
    if (authorizationEndpoint === undefined || !standIns.some(({ name }) => name === issuer)) return undefined;
    return (player) => signInForAccessToken({ authorizationEndpoint, clientId: appId, player, fetch });
  },
  saml: ({ samlProviders, fetch }, { key }) => {
    const provider = samlProviders.find(({ arn }) => arn === key);
    if (provider === undefined) return undefined;
    return (player, attributes) => signInForSamlResponse({ ssoUrl: provider.ssoUrl, player, attributes, fetch });
  },
  'user-pool': (cloud, { issuer, appId: clientId = '', redirectUri = '' }) => {
    const pool = cloud.managedLogins.find((candidate) => candidate.issuer === issuer);
    if (pool === undefined) return undefined;
    return async (player, claims) => {
      const account = await makeUser(cloud, pool.userPoolId, player, claims);
      return (await signInAtManagedLogin({ ...account, issuer, clientId, redirectUri, fetch: cloud.fetch })).idToken;
    };
  },
};

/** Makes a user as the administrator, who alone decides on groups and on attributes that players can't write. */
async function makeUser(cloud: LocalCloud, UserPoolId: string, player: string, claims: PlayerClaims) {
  const client = new CognitoIdentityProviderClient(administratorClient(cloud));
  const username = `${player.toLowerCase().replace(/\W+/g, '-')}-${randomUUID().slice(0, 8)}@players.example`;
  const password = `Aa1!${randomUUID()}`;
  const attributes = Object.entries(claims).filter(([name]) => name.startsWith('custom:'));
  await client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: username,
      MessageAction: 'SUPPRESS',
      UserAttributes: attributes.map(([Name, value]) => ({ Name, Value: String(value) })),
    }),
  );
  await client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: username, Password: password, Permanent: true }),
  );
  for (const GroupName of [claims[groupsClaim] ?? []].flat()) {
    await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName }));
  }
  return { username, password };
}
