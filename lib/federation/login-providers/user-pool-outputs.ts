import type { AppClientConfig } from '../../config/user-pool';
import type { LoginProvider } from './login-provider';
import type { PoolClient } from './user-pool-membership';

/** An app client, and where its players are sent. */
export type AppClient = PoolClient & { readonly urls: AppClientConfig };

interface PoolToTell {
  readonly userPoolId: string;
  /** Where managed login is served; absent where the pool has no page. */
  readonly signInUrl?: string;
  readonly clients: readonly AppClient[];
}

/** What the stack tells of a user pool that it created: all that an app is configured with. */
export function userPoolOutputs({ userPoolId, signInUrl, clients }: PoolToTell): LoginProvider['outputs'] {
  const pool = { name: 'UserPoolId', value: userPoolId, description: 'The user pool that players have accounts in' };
  const page = { name: 'UserPoolSignInUrl', description: 'Where managed login is served' };
  return [
    pool,
    ...(signInUrl === undefined ? [] : [{ ...page, value: signInUrl }]),
    ...clients.flatMap((client) => clientOutputs(client, signInUrl !== undefined)),
  ];
}

/**
 * URLs stand in one output, a space between two, as none holds a space. What nobody needs is left out, as a template has room for 200
 * outputs: without a page nobody is sent back.
 */
function clientOutputs({ name, clientId, urls }: AppClient, hasPage: boolean): LoginProvider['outputs'] {
  const sent = `Where managed login sends the players of ${name}`;
  const lists = [
    { name: `UserPoolCallbackUrls${name}`, urls: urls.callbackUrls, description: `${sent} with their code` },
    { name: `UserPoolLogoutUrls${name}`, urls: urls.logoutUrls, description: `${sent} once they have signed out` },
  ];
  return [
    { name: `UserPoolClientId${name}`, value: clientId, description: `The app client of ${name} in the user pool` },
    ...lists
      .filter(({ urls }) => hasPage && urls.length > 0)
      .map(({ name, urls, description }) => ({ name, value: urls.join(' '), description })),
  ];
}
