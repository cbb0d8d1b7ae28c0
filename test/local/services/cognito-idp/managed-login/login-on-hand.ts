import { createHash, randomBytes } from 'node:crypto';
import { Dispatcher } from '../../../../../local/http/dispatcher';
import { listen } from '../../../../../local/http/listener';
import { SignatureVerifier } from '../../../../../local/http/verify-signature';
import { hiddenFields, unescaped } from '../../../../../local/idp/browse';
import { CookieJar } from '../../../../../local/idp/cookie-jar';
import { protocolOf } from '../../../../../local/protocols/protocol-of';
import { managedLogin } from '../../../../../local/services/cognito-idp/managed-login/service';
import { SessionStore } from '../../../../../local/sessions/session-store';
import { type Changes, goodPassword, userPoolOnHand } from '../user-pool-on-hand';

/** The app's callbacks, on the web and on a device, and the page after signing out. */
export const callbackUrl = 'https://game.example/callback';
export const appCallbackUrl = 'example.star-harvest:/callback';
export const logoutUrl = 'https://game.example/bye';

/** An app client for the code flow. */
export const loginClient: Record<string, unknown> = {
  // Without refreshing, which managed login lets everybody do.
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
  CallbackURLs: [callbackUrl, appCallbackUrl],
  LogoutURLs: [logoutUrl],
  SupportedIdentityProviders: ['COGNITO'],
};

/** A pool's domain, with the newer pages. */
export const domain = {
  Type: 'AWS::Cognito::UserPoolDomain',
  Properties: { UserPoolId: { Ref: 'Players' }, Domain: 'star-harvest', ManagedLoginVersion: 2 },
};

/** A style for an app client, without which the newer pages show nothing. */
export const brandingOf = (client: string) => ({
  Type: 'AWS::Cognito::ManagedLoginBranding',
  Properties: { UserPoolId: { Ref: 'Players' }, ClientId: { Ref: client }, UseCognitoProvidedValues: true },
});

/** Another app client of the pool. */
export const otherClient = (changes: Record<string, unknown> = {}) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: { UserPoolId: { Ref: 'Players' }, ...loginClient, ...changes },
});

/** What a browser is shown, or where it is sent. */
export interface Seen {
  readonly status: number;
  /** Absolute; empty for none. */
  readonly location: string;
  readonly page: string;
  readonly headers: Headers;
}

/** The managed login of one user pool, listening. */
export async function loginOnHand(changes: Changes = {}) {
  const pool = userPoolOnHand({
    ...changes,
    client: { ...loginClient, ...changes.client },
    more: { Domain: domain, Branding: brandingOf('App'), ...changes.more },
  });
  const { clock, pools, service, UserPoolId, ClientId } = pool;
  const dispatcher = new Dispatcher({
    protocolOf,
    services: [managedLogin(pools), service],
    verifier: new SignatureVerifier({ sessions: new SessionStore(clock), clock, region: 'us-east-1' }),
    clock,
    account: '123456789012',
    region: 'us-east-1',
    onDefect: (error) => {
      throw error;
    },
  });
  const listener = await listen(
    (request) => dispatcher.handle(request).finally(() => pool.keeper.check(pool.collections)),
    { port: 0 },
    dispatcher,
  );
  const base = `${listener.url}/${UserPoolId}/managed-login`;
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');

  /** The query of an app's request; undefined leaves a parameter out. */
  function asks(changed: Record<string, string | undefined> = {}): string {
    const parameters = {
      client_id: ClientId,
      redirect_uri: callbackUrl,
      response_type: 'code',
      scope: 'openid',
      state: 'a-state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changed,
    };
    const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return new URLSearchParams(given).toString();
  }

  /** A browser: keeps cookies, follows nothing by itself. */
  function browser(jar = new CookieJar()) {
    async function open(path: string, form?: Record<string, string>): Promise<Seen> {
      const url = new URL(path.startsWith('/') ? `${base}${path}` : path);
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: jar.header(url) },
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      });
      jar.keep(response);
      const location = response.headers.get('location');
      return {
        status: response.status,
        location: location === null ? '' : new URL(location, url).href,
        page: await response.text(),
        headers: response.headers,
      };
    }
    /** Fills in the form of a page, with what it hides, and sends it. */
    async function send(seen: Seen, fields: Record<string, string>): Promise<Seen> {
      const action = unescaped(/<form method="post" action="([^"]+)"/.exec(seen.page)?.[1] ?? '');
      return open(new URL(action, base).href, { ...hiddenFields(seen.page), ...fields });
    }
    /** Types name and password. */
    async function signIn(username: string, password = goodPassword, query = asks()): Promise<Seen> {
      return send(await open(`/login?${query}`), { username, password });
    }
    return { open, send, signIn };
  }

  /** Calls an OAuth endpoint as an app does. */
  async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(`${base}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  }

  return {
    ...pool,
    url: listener.url,
    base,
    verifier,
    asks,
    browser,
    post,
    /** A code for a player, by a new browser. */
    async codeFor(username: string, changed: Record<string, string | undefined> = {}): Promise<string> {
      const { location } = await browser().signIn(username, goodPassword, asks(changed));
      return new URL(location).searchParams.get('code') ?? '';
    },
    /** Exchanges a code, with what is right unless it is changed. */
    exchange: (code: string, changed: Record<string, string> = {}) =>
      post('/oauth2/token', {
        grant_type: 'authorization_code',
        client_id: ClientId,
        redirect_uri: callbackUrl,
        code,
        code_verifier: verifier,
        ...changed,
      }),
    stop: () => listener.close(),
  };
}

/** The managed login that a test file has on hand. */
export type LoginOnHand = Awaited<ReturnType<typeof loginOnHand>>;
