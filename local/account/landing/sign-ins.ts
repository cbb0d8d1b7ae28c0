import { randomBytes } from 'node:crypto';
import { tokenEndpoints } from '../../idp/access-tokens/sign-in';
import { beginCodeFlow } from '../../idp/code-flow';
import { Tickets } from '../../services/cognito-idp/tickets';
import type { Clock } from '../../shared/clock';
import type { LocalCloud } from '../local-cloud';
import type { Login } from './command-lines';
import { signInOrigin } from './own-address';
import { signedInPath } from './paths';
import { pkceChallenge } from './pkce';

/** What a browser comes back with. */
export interface ComingBack {
  readonly method: string;
  readonly query: URLSearchParams;
  /** Empty for none. */
  readonly form: URLSearchParams;
}

/** Somebody signed in: what they may take to which providers of the deployment. */
export interface SignedIn {
  /** An issuer, a provider's name, or an entity ID. */
  readonly provider: string;
  readonly what: 'ID token' | 'access token' | 'SAML response';
  /** One; of a SAML identity provider one for each IAM SAML provider that has its metadata. */
  readonly logins: readonly Login[];
  readonly token: string;
}

interface Pending {
  readonly state: string;
  /** OpenID and OAuth lead a browser back, SAML has a form sent. */
  readonly method: 'GET' | 'POST';
  finish(back: ComingBack): Promise<SignedIn>;
}

/** A sign-in that has begun: where the browser goes, and what it must still hold when it comes back. */
export interface Begun {
  readonly location: string;
  readonly state: string;
  /** By which this browser is known, once. */
  readonly key: string;
}

/** How long a sign-in may take, in seconds. */
export const signInSeconds = 10 * 60;

/** The sign-ins that the local cloud's own pages begin and end, in place of an app: each ends once, in the browser in which it began. */
export class SignIns {
  readonly #pending: Tickets<Pending>;

  constructor(clock: Clock) {
    this.#pending = new Tickets(clock, random);
  }

  /**
   * Begins a sign-in.
   *
   * @returns undefined for a provider that is not played here, or a client that the deployment does not know there; and where it could
   *   not end
   */
  async begin(cloud: LocalCloud, provider: string, clientId: string): Promise<Begun | undefined> {
    const origin = signInOrigin(cloud);
    if (origin === undefined) return undefined;
    const back = `${origin}${signedInPath}`;
    const begun =
      (await openId(cloud, back, provider, clientId)) ??
      accessToken(cloud, back, provider, clientId) ??
      saml(cloud, back, provider);
    if (begun === undefined) return undefined;
    const { location, ...pending } = begun;
    return { location, state: pending.state, key: this.#pending.open(pending, signInSeconds) };
  }

  /**
   * Ends a sign-in, and only the one that this browser began: without the key nothing is looked at, nor used up.
   *
   * @param key what the browser holds for the state that it comes back with
   * @returns undefined where nothing waits
   * @throws Error when the provider refuses
   */
  async end(key: string, back: ComingBack): Promise<SignedIn | undefined> {
    const pending = this.#pending.find(key);
    if (pending === undefined || pending.state !== back.query.get('state')) return undefined;
    if (pending.method !== back.method) return undefined;
    this.#pending.close(key);
    return pending.finish(back);
  }
}

type Beginning = Pending & { readonly location: string };

async function openId(
  cloud: LocalCloud,
  redirectUri: string,
  issuer: string,
  clientId: string,
): Promise<Beginning | undefined> {
  const played = cloud.identityProviders.find((one) => one.issuer === issuer);
  if (played === undefined || !played.clientIds.includes(clientId)) return undefined;
  const flow = await beginCodeFlow({
    issuer,
    fetch: cloud.fetch,
    clientId,
    redirectUri,
    scope: 'openid profile email',
  });
  return {
    // The provider is played whole: every endpoint of it stands below the address that stands for the issuer.
    location: played.url + flow.start.href.slice(issuer.replace(/\/$/, '').length),
    state: flow.state,
    method: 'GET',
    finish: async ({ query }) => {
      const { idToken } = await flow.finish(new URL(`${redirectUri}?${query}`));
      return ended(issuer, 'ID token', idToken, [{ issuer, clientId, token: idToken }]);
    },
  };
}

function accessToken(cloud: LocalCloud, redirectUri: string, name: string, clientId: string): Beginning | undefined {
  const played = cloud.standIns.find((one) => one.name === name);
  const endpoint = Object.hasOwn(tokenEndpoints, name) ? tokenEndpoints[name] : undefined;
  if (played === undefined || endpoint === undefined || !played.clientIds.includes(clientId)) return undefined;
  const state = random();
  const verifier = random();
  const asked = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code', state };
  const pkce = { code_challenge: pkceChallenge(verifier), code_challenge_method: 'S256' };
  return {
    location: `${played.signInUrl}?${new URLSearchParams({ ...asked, scope: 'profile', ...pkce })}`,
    state,
    method: 'GET',
    finish: async ({ query }) => {
      const form = { grant_type: 'authorization_code', code: query.get('code') ?? '', code_verifier: verifier };
      const body = new URLSearchParams({ ...form, client_id: clientId, redirect_uri: redirectUri });
      const answer = await cloud.fetch(endpoint, { method: 'POST', body });
      const { access_token: token } = (await answer.json()) as { readonly access_token?: unknown };
      if (typeof token !== 'string') throw new Error(`${name} did not take the code: HTTP ${answer.status}`);
      return ended(name, 'access token', token, [{ issuer: name, clientId, token }]);
    },
  };
}

/** Of SAML the response comes by a form, which the identity provider's page sends where the relay state leads. */
function saml(cloud: LocalCloud, back: string, entityId: string): Beginning | undefined {
  const played = cloud.samlProviders.filter((one) => one.entityId === entityId);
  const [first] = played;
  if (first === undefined) return undefined;
  const state = random();
  const RelayState = `${back}?${new URLSearchParams({ state })}`;
  return {
    location: `${first.ssoUrl}?${new URLSearchParams({ RelayState })}`,
    state,
    method: 'POST',
    finish: async ({ form }) => {
      const token = form.get('SAMLResponse') ?? '';
      if (!/^[A-Za-z0-9+/]+=*$/.test(token)) throw new Error('The form holds no SAML response.');
      return ended(
        entityId,
        'SAML response',
        token,
        played.map(({ arn }) => ({ issuer: arn, token })),
      );
    },
  };
}

function ended(provider: string, what: SignedIn['what'], token: string, logins: readonly Login[]): SignedIn {
  return { provider, what, token, logins };
}

/** 256 bits, in letters that a URL and a cookie hold as they are. */
function random(): string {
  return randomBytes(32).toString('base64url');
}
