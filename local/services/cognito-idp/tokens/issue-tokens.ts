import { createHash, randomUUID } from 'node:crypto';
import { notAuthorized } from '../errors';
import { checkStillStands, checkStillThere, standingOf } from '../sign-in/standing';
import { type TokenCause, type TokenChanges, tokenChanges } from '../triggers/token-changes';
import type { UserPool } from '../user-pool';
import type { UserPoolClient } from '../user-pool-client';
import type { User } from '../users/user';
import { groupClaims } from './group-claims';
import { readableIn, selfServiceScope } from './scopes';
import type { SignIn } from './sign-ins';

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

/**
 * Signs a user in: a new family of tokens.
 *
 * @param cause what the pool's function is told of
 * @param grant what managed login knows of it; without it, the sign-in is one through the API
 */
export async function beginSignIn(
  pool: UserPool,
  client: UserPoolClient,
  user: User,
  cause: TokenCause,
  grant?: Pick<SignIn, 'scopes' | 'authenticatedAt'>,
  nonce?: string,
): Promise<AuthenticationResult> {
  const before = standingOf({ pool }, user);
  const changes = await tokenChanges({ pool, client }, user, cause, grant?.scopes);
  checkStillStands({ pool, client }, user, before);
  const { signIn, refreshToken } = pool.signIns.begin(user, client, grant);
  return { ...(await issueTokens(pool, client, user, signIn, changes, nonce)), RefreshToken: refreshToken };
}

/**
 * New tokens of a sign-in, by its refresh token.
 *
 * @throws ServiceError where the sign-in ended while the pool's function was asked
 */
export async function renewTokens(
  pool: UserPool,
  client: UserPoolClient,
  user: User,
  signIn: SignIn,
  cause: TokenCause,
): Promise<AuthenticationResult> {
  const changes = await tokenChanges({ pool, client }, user, cause, signIn.scopes);
  checkStillThere({ pool, client }, user);
  const now = pool.signIns.find(signIn.id);
  if (now === undefined || now.ended !== undefined) throw notAuthorized('Refresh Token has been revoked');
  return issueTokens(pool, client, user, now, changes);
}

/**
 * ID and access token of a sign-in. Those of managed login differ in what follows from their scopes, and in `version`, `at_hash` and
 * `nonce` (documented for the first, observed for the others: angular-auth-oidc-client#2057).
 *
 * @param changes what the pool's function makes of the claims
 * @param nonce what the app sent along to find in its ID token
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html documented, and the
 *   page on the access token
 */
async function issueTokens(
  pool: UserPool,
  client: UserPoolClient,
  user: User,
  signIn: SignIn,
  changes: TokenChanges,
  nonce?: string,
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
  const accessClaims = {
    ...('cognito:groups' in groups ? { 'cognito:groups': groups['cognito:groups'] } : {}),
    ...common,
    ...names(),
    client_id: client.id,
    username: user.username,
    scope: signIn.scopes?.join(' ') ?? selfServiceScope,
    ...(signIn.scopes === undefined ? {} : { version: 2 }),
    exp: now + accessToken,
  };
  const access = pool.keys.sign('access', changes.access(accessClaims));
  const atHash = signIn.scopes === undefined ? {} : { at_hash: halfHash(await access) };
  const idClaims = {
    ...attributeClaims(user, readableIn(client, signIn.scopes)),
    ...groups,
    ...common,
    ...names(),
    ...atHash,
    ...(nonce === undefined ? {} : { nonce }),
    aud: client.id,
    'cognito:username': user.username,
    exp: now + idToken,
  };
  const id = pool.keys.sign('id', changes.id(idClaims));
  const [AccessToken, IdToken] = await Promise.all([access, id]);
  return { AccessToken, IdToken, ExpiresIn: accessToken, TokenType: 'Bearer' };
}

/** What binds an ID token to its access token (OpenID Connect Core, section 3.1.3.6). */
function halfHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

/** The attributes that the app client may read (documented), as OpenID Connect types them; custom ones are strings. */
function attributeClaims({ attributes }: User, isReadable: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    [...attributes].filter(([name]) => isReadable(name)).map(([name, value]) => [name, typed(name, value)]),
  );
}

function typed(name: string, value: string): unknown {
  if (name === 'email_verified' || name === 'phone_number_verified') return value === 'true';
  if (name === 'updated_at') return Number(value);
  return name === 'address' ? { formatted: value } : value;
}
