import type { IssuerTable } from '../../../identities/issuer-fetch';
import type { UserPool } from '../user-pool';
import { hasManagedLogin, type PoolWithLogin } from './pool-with-login';
import { basePath } from './visit';

/** Where the players of a user pool sign in. */
export interface ManagedLoginAddress {
  readonly userPoolId: string;
  /** `iss` of the pool's tokens; its discovery document names the endpoints. */
  readonly issuer: string;
  /** The domain, as the stack's outputs have it: `https://<prefix>.auth.<region>.amazoncognito.com`. */
  readonly signInUrl: string;
  /** The same on this machine, for a browser: `http://127.0.0.1:4510/<pool ID>/managed-login`. */
  readonly localUrl: string;
  /** The same by https, where the cloud listens so. */
  readonly httpsUrl?: string;
  /** The app clients that players can sign in to there. */
  readonly clients: readonly ManagedLoginClient[];
}

/** An app client whose players managed login signs in. */
export interface ManagedLoginClient {
  readonly id: string;
  readonly name: string;
  /** Where it may send them back to. */
  readonly callbackUrls: readonly string[];
  /** What it may ask for: a code, where it has the choice. */
  readonly responseType: 'code' | 'token';
}

/** The domain of a pool as a URL. */
export function signInUrlOf({ managedLogin }: PoolWithLogin): string {
  return `https://${managedLogin.host}`;
}

/** How user pools are reached. */
export interface UserPoolAddresses {
  /** What stands for their issuers and their domains. */
  readonly table: IssuerTable;
  /** Where players sign in, for each pool that has a domain. */
  readonly managedLogins: readonly ManagedLoginAddress[];
}

/** How user pools are reached. @param url of the local cloud @param httpsUrl the same by https, if it has one */
export function userPoolAddresses(pools: readonly UserPool[], url: string, httpsUrl?: string): UserPoolAddresses {
  const withLogin = pools.filter(hasManagedLogin);
  return {
    table: Object.fromEntries([
      ...pools.map(({ id, issuer }) => [issuer, `${url}/${id}`]),
      // Found there by its host, which whoever calls it by its name says.
      ...withLogin.map((pool) => [signInUrlOf(pool), url]),
    ]),
    managedLogins: withLogin.map((pool) => ({
      userPoolId: pool.id,
      issuer: pool.issuer,
      signInUrl: signInUrlOf(pool),
      localUrl: url + basePath(pool),
      ...(httpsUrl === undefined ? {} : { httpsUrl: httpsUrl + basePath(pool) }),
      clients: [...pool.clients.values()].flatMap(({ id, name, oauth }) =>
        oauth === undefined
          ? []
          : [
              {
                id,
                name,
                callbackUrls: [...oauth.callbackUrls],
                responseType: oauth.flows.has('code') ? ('code' as const) : ('token' as const),
              },
            ],
      ),
    })),
  };
}
