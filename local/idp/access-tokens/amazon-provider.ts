import type { Grant, IssuedTokens } from './issued-tokens';
import { type Answer, type Provider, type StandIn, type StandInOptions, startStandIn } from './stand-in';

const accessTokenPrefix = 'Atza|';
const refreshTokenPrefix = 'Atzr|';

/** Login with Amazon: its sign-in page, its token endpoint, token information and profile, as far as a game uses them. */
const amazon: Provider = {
  name: 'www.amazon.com',
  origins: ['https://www.amazon.com', 'https://api.amazon.com'],
  authorizationPath: '/ap/oa',
  accessTokenPrefix,
  userIdOf: (subject) => `amzn1.account.${subject.slice(0, 28).toUpperCase()}`,
  endpoints: {
    '/auth/o2/token': token,
    '/auth/o2/tokeninfo': tokenInformation,
    '/user/profile': profile,
  },
};

/**
 * A local stand-in for Login with Amazon.
 *
 * @see https://developer.amazon.com/docs/login-with-amazon/documentation-overview.html (documented: endpoints and tokens)
 */
export function startAmazonProvider(options: StandInOptions = {}): Promise<StandIn> {
  return startStandIn(amazon, options);
}

function token(asked: URLSearchParams, tokens: IssuedTokens): Answer {
  const parameter = (key: string) => asked.get(key) ?? '';
  switch (parameter('grant_type')) {
    case 'authorization_code': {
      const grant = tokens.redeem(
        parameter('code'),
        parameter('client_id'),
        parameter('redirect_uri'),
        parameter('code_verifier'),
      );
      return grant === undefined
        ? refused('invalid_grant', 'The request has an invalid grant parameter : code')
        : tokenPair(grant, tokens);
    }
    case 'refresh_token': {
      const refreshToken = parameter('refresh_token');
      const grant = refreshToken.startsWith(refreshTokenPrefix) ? tokens.find(refreshToken) : undefined;
      const fits = grant !== undefined && grant.clientId === parameter('client_id') && tokens.remaining(grant) > 0;
      return fits
        ? tokenPair(grant, tokens)
        : refused('invalid_grant', 'The request has an invalid grant parameter : refresh_token');
    }
    default:
      return refused('unsupported_grant_type', 'The authorization grant type is not supported by this server');
  }
}

function tokenPair({ clientId, userId, playerName }: Grant, tokens: IssuedTokens): Answer {
  const grant = { clientId, userId, playerName };
  return {
    status: 200,
    body: {
      access_token: tokens.accessToken(accessTokenPrefix, grant),
      refresh_token: tokens.refreshToken(refreshTokenPrefix, grant),
      token_type: 'bearer',
      expires_in: tokens.lifetimeSeconds,
    },
  };
}

function tokenInformation(asked: URLSearchParams, tokens: IssuedTokens): Answer {
  const grant = validGrant(asked.get('access_token') ?? '', tokens);
  if (grant === undefined) return invalidToken;
  return {
    status: 200,
    body: {
      iss: 'https://www.amazon.com',
      user_id: grant.userId,
      aud: grant.clientId,
      app_id: grant.clientId.replace('application-oa2-client', 'application'),
      // The seconds that are left, not a point in time.
      exp: Math.ceil(tokens.remaining(grant) / 1000),
      iat: Math.floor(grant.expires / 1000) - tokens.lifetimeSeconds,
    },
  };
}

function profile(asked: URLSearchParams, tokens: IssuedTokens, authorization: string | undefined): Answer {
  const bearer = /^bearer (.+)$/i.exec(authorization ?? '')?.[1];
  const grant = validGrant(asked.get('access_token') ?? bearer ?? '', tokens);
  return grant === undefined
    ? invalidToken
    : {
        status: 200,
        body: { user_id: grant.userId, name: grant.playerName, email: `${grant.userId}@players.example` },
      };
}

function validGrant(accessToken: string, tokens: IssuedTokens) {
  const grant = accessToken.startsWith(accessTokenPrefix) ? tokens.find(accessToken) : undefined;
  return grant !== undefined && tokens.remaining(grant) > 0 ? grant : undefined;
}

const invalidToken = refused('invalid_token', 'The request has an invalid parameter : access_token');

function refused(error: string, description: string): Answer {
  return { status: 400, body: { error, error_description: description } };
}
