import { ownUsers } from '../pool-identity-provider';
import { claimScopes, openidScope } from '../tokens/scopes';
import type { OAuthSettings, UserPoolClient } from '../user-pool-client';
import { RequestRefused, type WayBack } from './refusals';
import type { Visit } from './visit';

/** What an app asks for when it sends a player to managed login. */
export interface AuthorizationRequest extends WayBack {
  readonly client: UserPoolClient;
  readonly responseType: 'code' | 'token';
  readonly scopes: readonly string[];
  readonly nonce?: string;
  readonly codeChallenge?: string;
  /** `none` asks for no page, `login` for the page in any case. */
  readonly prompt?: string;
  /** The whole of it as a query string, for links and forms that go on with it. */
  readonly query: string;
}

/** What of a query belongs to it. */
const names = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'identity_provider',
  'prompt',
  'login_hint',
] as const;

/**
 * Reads and checks what an app asks for. Every page does it anew: nothing is kept between them.
 *
 * @throws RequestRefused with the errors that are documented for the endpoint. That a scope which the app client lacks is refused, and not
 *   passed over, is the safer of two readings of that page; PKCE may be left out there, so it may here. `redirect_mismatch`
 *   is observed (amplify-js#5127), how a client without pages is told is this cloud's own
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html documented
 */
export function authorizationRequest(visit: Visit): AuthorizationRequest {
  const { query } = visit;
  const one = (name: (typeof names)[number]) => query.get(name) ?? undefined;
  const repeated = names.find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) throw new RequestRefused('invalid_request', `${repeated} is there more than once.`);
  const client = visit.pool.clients.get(one('client_id') ?? '');
  if (client === undefined) {
    throw new RequestRefused('invalid_request', 'client_id names no app client of this user pool.');
  }
  const oauth = oauthOf(client);
  const redirectUri = one('redirect_uri') ?? '';
  // Exactly as registered (documented): whatever only looks like it belongs to somebody else.
  if (!oauth.callbackUrls.has(redirectUri) || !URL.canParse(redirectUri)) {
    throw new RequestRefused('redirect_mismatch', 'redirect_uri is none of the CallbackURLs of the app client.');
  }
  checkPages(visit, client, oauth);

  const state = one('state');
  const back = { redirectUri, ...(state === undefined ? {} : { state }) };
  const refuse = (error: string, description: string) => new RequestRefused(error, description, back);
  const responseType = one('response_type');
  if (responseType !== 'code' && responseType !== 'token') {
    throw refuse('invalid_request', 'response_type must be code or token.');
  }
  if (!oauth.flows.has(responseType === 'code' ? 'code' : 'implicit')) {
    throw refuse('unauthorized_client', `The app client does not allow the response type ${responseType}.`);
  }
  const provider = one('identity_provider');
  if (provider !== undefined && provider !== ownUsers) throw refuse('invalid_request', noSignInBy(provider, oauth));
  const challenge = one('code_challenge');
  const method = one('code_challenge_method');
  if ((challenge === undefined) !== (method === undefined) || (method ?? 'S256') !== 'S256') {
    throw refuse('invalid_request', 'PKCE takes code_challenge together with code_challenge_method S256.');
  }
  if (challenge !== undefined && !/^[\w-]{43}$/.test(challenge)) {
    throw refuse('invalid_request', 'code_challenge must be a SHA-256 digest in base64url, 43 characters.');
  }
  const nonce = one('nonce');
  const prompt = one('prompt');
  return {
    client,
    ...back,
    responseType,
    scopes: scopesOf(one('scope'), oauth, refuse),
    ...(nonce === undefined ? {} : { nonce }),
    ...(challenge === undefined ? {} : { codeChallenge: challenge }),
    ...(prompt === undefined ? {} : { prompt }),
    query: new URLSearchParams([...query].filter(([name]) => names.some((known) => known === name))).toString(),
  };
}

/** @throws RequestRefused for an app client that is for the API alone */
export function oauthOf({ oauth }: UserPoolClient): OAuthSettings {
  if (oauth !== undefined) return oauth;
  throw new RequestRefused(
    'unauthorized_client',
    'The app client has no OAuth flows: set AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows and CallbackURLs.',
  );
}

/** Why nobody signs in by a provider: the app client does not have it, or it is not played. */
function noSignInBy(provider: string, { identityProviders }: OAuthSettings): string {
  return identityProviders.has(provider)
    ? `Sign-in by ${provider} through the user pool is not played by the local cloud: COGNITO is.`
    : 'The app client has no such identity provider.';
}

function checkPages({ pool }: Visit, client: UserPoolClient, { identityProviders }: OAuthSettings): void {
  if (!identityProviders.has(ownUsers)) {
    const sentence =
      'Nobody signs in here: of SupportedIdentityProviders the local cloud plays COGNITO alone, which is not there.';
    throw new RequestRefused('unauthorized_client', sentence);
  }
  if (!pool.managedLogin.needsBranding || pool.brandings.has(client.id)) return;
  throw new RequestRefused(
    'login_pages_unavailable',
    'Managed login has no pages for this app client: with ManagedLoginVersion 2 it needs an AWS::Cognito::ManagedLoginBranding of its own.',
  );
}

/** What is asked for, or, where nothing is, all that the app client allows (documented). */
function scopesOf(
  scope: string | undefined,
  { scopes: allowed }: OAuthSettings,
  refuse: (error: string, description: string) => RequestRefused,
): readonly string[] {
  const wanted = new Set((scope ?? '').split(' ').filter((one) => one !== ''));
  if (wanted.size === 0) return [...allowed];
  if ([...wanted].some((one) => !allowed.has(one))) {
    throw refuse('invalid_scope', 'scope names something that is none of the AllowedOAuthScopes of the app client.');
  }
  if (!wanted.has(openidScope) && claimScopes.some((one) => wanted.has(one))) {
    throw refuse('invalid_scope', `${claimScopes.join(', ')} can be asked for only together with ${openidScope}.`);
  }
  return [...wanted];
}
