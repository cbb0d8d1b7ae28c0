import type { IssuedTokens, TimedGrant } from './issued-tokens';
import { type Answer, type Provider, type StandIn, type StandInOptions, startStandIn } from './stand-in';

const accessTokenPrefix = 'EAA';

/** Facebook Login: its dialog and the parts of the Graph API that say whose a token is. */
const facebook: Provider = {
  name: 'graph.facebook.com',
  origins: ['https://www.facebook.com', 'https://graph.facebook.com'],
  authorizationPath: '/dialog/oauth',
  accessTokenPrefix,
  // A user's ID is scoped to the app (documented: Facebook Login, "App-scoped user IDs").
  userIdOf: (subject, clientId) => String(BigInt(`0x${subject.slice(0, 12)}`) + BigInt(numberOf(clientId))),
  endpoints: {
    '/oauth/access_token': token,
    '/app': app,
    '/me': me,
    '/debug_token': debugToken,
  },
};

/**
 * A local stand-in for Facebook.
 *
 * @see https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow (documented: endpoints and tokens)
 */
export function startFacebookProvider(options: StandInOptions = {}): Promise<StandIn> {
  return startStandIn(facebook, options);
}

function numberOf(clientId: string): number {
  return [...clientId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007, 0);
}

function token(asked: URLSearchParams, tokens: IssuedTokens): Answer {
  const parameter = (key: string) => asked.get(key) ?? '';
  const grant = tokens.redeem(
    parameter('code'),
    parameter('client_id'),
    parameter('redirect_uri'),
    parameter('code_verifier'),
  );
  if (grant === undefined) return refused('Invalid verification code format.', 100);
  return {
    status: 200,
    body: {
      access_token: tokens.accessToken(accessTokenPrefix, grant),
      token_type: 'bearer',
      expires_in: tokens.lifetimeSeconds,
    },
  };
}

function app(asked: URLSearchParams, tokens: IssuedTokens): Answer {
  return ofToken(asked, tokens, ({ clientId }) => ({ id: clientId, ...named(asked, `App ${clientId}`) }));
}

function me(asked: URLSearchParams, tokens: IssuedTokens): Answer {
  return ofToken(asked, tokens, ({ userId, playerName }) => ({ id: userId, ...named(asked, playerName) }));
}

/** Without `fields`, a node comes with its name. */
function named(asked: URLSearchParams, name: string): object {
  const fields = (asked.get('fields') ?? 'id,name').split(',');
  return fields.includes('name') ? { name } : {};
}

/** Asked by the app itself: its token is `<app ID>|<secret>`, and here any secret does. */
function debugToken(asked: URLSearchParams, tokens: IssuedTokens): Answer {
  const [appId = '', secret = ''] = (asked.get('access_token') ?? '').split('|');
  if (secret === '') return refused('An access token is required to request this resource.', 104);
  const grant = tokens.find(asked.get('input_token') ?? '');
  if (grant === undefined || grant.clientId !== appId) {
    return { status: 200, body: { data: { is_valid: false, error: { code: 190, message: malformed } } } };
  }
  const valid = tokens.remaining(grant) > 0;
  return {
    status: 200,
    body: {
      data: {
        app_id: grant.clientId,
        type: 'USER',
        user_id: grant.userId,
        is_valid: valid,
        expires_at: Math.floor(grant.expires / 1000),
        scopes: ['public_profile'],
      },
    },
  };
}

function ofToken(asked: URLSearchParams, tokens: IssuedTokens, body: (grant: TimedGrant) => object): Answer {
  const accessToken = asked.get('access_token') ?? '';
  const grant = accessToken.startsWith(accessTokenPrefix) ? tokens.find(accessToken) : undefined;
  if (grant === undefined) return refused(malformed, 190);
  if (tokens.remaining(grant) <= 0) return refused('Error validating access token: Session has expired.', 190);
  return { status: 200, body: body(grant) };
}

const malformed = 'Invalid OAuth access token - Cannot parse access token';

function refused(message: string, code: number): Answer {
  return { status: 400, body: { error: { message, type: 'OAuthException', code } } };
}
