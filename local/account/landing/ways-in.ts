import type { LocalCloud } from '../local-cloud';
import { signInOrigin } from './own-address';
import { signInPath } from './paths';

/** A link that starts a sign-in at once. */
export interface WayIn {
  /** The app's name where it is signed in to. */
  readonly app: string;
  /** Absent where it could not end. */
  readonly href?: string;
  /** Where the player ends up, if that is not a page of the local cloud. */
  readonly leadsTo?: string;
}

/** Whoever signs players in, and for which apps. */
export interface Provider {
  readonly name: string;
  readonly kind: 'OpenID' | 'access token' | 'SAML' | 'user pool';
  readonly waysIn: readonly WayIn[];
}

/** What of a cloud is needed for it. */
export type WithProviders = Pick<
  LocalCloud,
  'url' | 'host' | 'identityProviders' | 'standIns' | 'samlProviders' | 'managedLogins'
>;

/** Everybody who signs players in on this machine. */
export function providersOf(cloud: WithProviders): readonly Provider[] {
  const origin = signInOrigin(cloud);
  const begin = (provider: string, client?: string) => {
    if (origin === undefined) return {};
    const query = new URLSearchParams({ provider, ...(client === undefined ? {} : { client_id: client }) });
    // By the one address, whatever name the page was opened by: the callback leads there, and so must the cookie.
    return { href: `${origin}${signInPath}?${query}` };
  };
  const forApps = (name: string, clientIds: readonly string[]) =>
    clientIds.map((app) => ({ app, ...begin(name, app) }));
  const entities = new Set(cloud.samlProviders.map(({ entityId }) => entityId));
  return [
    ...cloud.identityProviders.map(({ issuer, clientIds }) => ({
      name: issuer,
      kind: 'OpenID' as const,
      waysIn: forApps(issuer, clientIds),
    })),
    ...cloud.standIns.map(({ name, clientIds }) => ({
      name,
      kind: 'access token' as const,
      waysIn: forApps(name, clientIds),
    })),
    ...[...entities].map((entityId) => ({
      name: entityId,
      kind: 'SAML' as const,
      waysIn: [{ app: 'Sign in', ...begin(entityId) }],
    })),
    ...cloud.managedLogins.map((login) => ({
      name: login.userPoolId,
      kind: 'user pool' as const,
      waysIn: login.clients.flatMap((client) => managedLoginOf(login.localUrl, client)),
    })),
  ];
}

/** With the app's own callback, as managed login takes no other; so it is the app that has to be there to take the code. */
function managedLoginOf(
  localUrl: string,
  { id, name, callbackUrls: [callback], responseType }: LocalCloud['managedLogins'][number]['clients'][number],
): WayIn[] {
  if (callback === undefined) return [];
  const query = new URLSearchParams({ client_id: id, redirect_uri: callback, response_type: responseType });
  return [{ app: name, href: `${localUrl}/oauth2/authorize?${query}`, leadsTo: callback }];
}
