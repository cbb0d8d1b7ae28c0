import { randomUUID } from 'node:crypto';
import type { UserPool, UserPoolClient } from '../user-pool';
import type { User } from '../users/user';
import { groupClaims } from './group-claims';
import type { SignIn } from './sign-ins';

/** The scope of tokens that the API itself hands out: a user may change herself (documented). */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

/** `AuthenticationResult` of the API. */
export interface AuthenticationResult {
  readonly AccessToken: string;
  readonly IdToken: string;
  /** Absent when it was a refresh token that asked. */
  readonly RefreshToken?: string;
  /** Seconds, of the access token. */
  readonly ExpiresIn: number;
  readonly TokenType: 'Bearer';
}

/** Signs a user in: a new family of tokens. */
export async function beginSignIn(pool: UserPool, client: UserPoolClient, user: User): Promise<AuthenticationResult> {
  const { signIn, refreshToken } = pool.signIns.begin(user, client);
  return { ...(await issueTokens(pool, client, user, signIn)), RefreshToken: refreshToken };
}

/**
 * ID and access token of a sign-in.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html documented, and the
 *   page on the access token
 */
export async function issueTokens(
  pool: UserPool,
  client: UserPoolClient,
  user: User,
  signIn: SignIn,
): Promise<AuthenticationResult> {
  const now = Math.floor(pool.clock.now() / 1000);
  const { idToken, accessToken } = client.lifetimes;
  const groups = groupClaims(pool, user);
  const common = {
    sub: user.sub,
    iss: pool.issuer,
    event_id: signIn.id,
    auth_time: Math.floor(signIn.authenticatedAt / 1000),
    iat: now,
  };
  // Only where tokens can be called back do they say which ones they are (documented: token revocation).
  const names = () => (client.tokenRevocation ? { origin_jti: signIn.originJti, jti: randomUUID() } : {});
  const [id, access] = await Promise.all([
    pool.keys.sign('id', {
      ...attributeClaims(user, client),
      ...groups,
      ...common,
      ...names(),
      aud: client.id,
      'cognito:username': user.username,
      exp: now + idToken,
    }),
    pool.keys.sign('access', {
      ...('cognito:groups' in groups ? { 'cognito:groups': groups['cognito:groups'] } : {}),
      ...common,
      ...names(),
      client_id: client.id,
      username: user.username,
      scope: selfServiceScope,
      exp: now + accessToken,
    }),
  ]);
  return { AccessToken: access, IdToken: id, ExpiresIn: accessToken, TokenType: 'Bearer' };
}

/** The attributes that the app client may read (documented), as OpenID Connect types them; custom ones are strings. */
function attributeClaims({ attributes }: User, { readableAttributes }: UserPoolClient): Record<string, unknown> {
  return Object.fromEntries(
    [...attributes].filter(([name]) => readableAttributes.has(name)).map(([name, value]) => [name, typed(name, value)]),
  );
}

function typed(name: string, value: string): unknown {
  if (name === 'email_verified' || name === 'phone_number_verified') return value === 'true';
  if (name === 'updated_at') return Number(value);
  return name === 'address' ? { formatted: value } : value;
}
