import { correctionOf } from '../field-error';
import { errorPage, signInPage } from '../pages';
import type { Players } from '../players';
import { isLoopbackOrigin } from '../redirect-uris';
import type { IssuedTokens } from './issued-tokens';

/** What the authorization endpoint of one provider works with. */
export interface AuthorizationOptions {
  /** The provider's name on its pages. */
  readonly name: string;
  readonly players: Players;
  readonly tokens: IssuedTokens;
  /** What its access tokens begin with. */
  readonly accessTokenPrefix: string;
  /** The user's ID as the provider writes it. */
  readonly userIdOf: (subject: string, clientId: string) => string;
}

/** A page, or the way back to the app. */
export type AuthorizationAnswer = { readonly status: number; readonly page: string } | { readonly location: string };

/**
 * The authorization endpoint: shows the sign-in page, and sends whoever signed in back to the app with an access token (implicit) or a
 * code (RFC 6749). Any client ID is taken for that of an app: which one counts is the identity pool's and the trust policies' to judge.
 *
 * @param player what was typed; absent: the page is to be shown
 */
export function authorize(
  { name, players, tokens, accessTokenPrefix, userIdOf }: AuthorizationOptions,
  url: URL,
  player: string | undefined,
): AuthorizationAnswer {
  const parameter = (key: string) => url.searchParams.get(key) ?? '';
  const clientId = parameter('client_id');
  const redirectUri = parameter('redirect_uri');
  const responseType = parameter('response_type') || 'code';
  const problem = problemOf(clientId, redirectUri, responseType);
  if (problem !== undefined) {
    return { status: 400, page: errorPage({ issuer: name, error: 'invalid_request', description: problem }) };
  }
  const action = `${url.pathname}${url.search}`;
  if (player === undefined) return { status: 200, page: signInPage({ issuer: name, action, clientId }) };
  let subject: string;
  try {
    subject = players.signIn(player);
  } catch (error) {
    return {
      status: 400,
      page: signInPage({
        issuer: name,
        action,
        clientId,
        typed: new URLSearchParams({ player }),
        ...correctionOf(error),
      }),
    };
  }
  const grant = { clientId, userId: userIdOf(subject, clientId), playerName: player.trim() };
  const back = new URL(redirectUri);
  const state = url.searchParams.get('state');
  const answer = new URLSearchParams(state === null ? {} : { state });
  if (responseType === 'token') {
    answer.set('access_token', tokens.accessToken(accessTokenPrefix, grant));
    answer.set('token_type', 'bearer');
    answer.set('expires_in', String(tokens.lifetimeSeconds));
    back.hash = answer.toString();
  } else {
    const codeChallenge = url.searchParams.get('code_challenge') ?? undefined;
    answer.set('code', tokens.code(grant, { redirectUri, ...(codeChallenge === undefined ? {} : { codeChallenge }) }));
    for (const [key, value] of answer) back.searchParams.set(key, value);
  }
  return { location: back.href };
}

function problemOf(clientId: string, redirectUri: string, responseType: string): string | undefined {
  if (clientId === '') return 'The app sent no client_id.';
  if (!isAppsOwn(redirectUri)) return 'redirect_uri must lead back to this machine or to a scheme of the app.';
  if (!['code', 'token'].includes(responseType)) return 'response_type must be code or token.';
  return undefined;
}

/** Loopback, or a scheme of the app's own: tokens of this machine are not sent anywhere else. */
function isAppsOwn(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, origin } = new URL(redirectUri);
  if (['http:', 'https:'].includes(protocol)) return isLoopbackOrigin(origin);
  return !['javascript:', 'data:', 'file:', 'blob:', 'vbscript:', 'about:'].includes(protocol);
}
