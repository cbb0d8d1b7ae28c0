import { notAuthorized } from '../errors';
import { renewTokens } from '../tokens/issue-tokens';
import type { ClientMetadata } from '../triggers/triggers';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import type { AuthenticationAnswer } from './after-password';
import { required } from './parameters';
import { checkAccount } from './prove-password';

interface RefreshOptions {
  readonly clientMetadata?: ClientMetadata;
  /** What the caller must show beside the token, of the user whose it is. */
  readonly checkCaller?: (user: User) => void;
}

/**
 * New ID and access tokens for a refresh token, which stays good: `REFRESH_TOKEN_AUTH`. The sentences are observed: aws-sdk-js#4016 for
 * another client's token, amplify-swift#3344 for one that was called back.
 */
export async function refresh(
  { pool, client }: PoolClient,
  parameters: Readonly<Record<string, string>>,
  { clientMetadata, checkCaller = () => {} }: RefreshOptions = {},
): Promise<AuthenticationAnswer> {
  const signIn = pool.signIns.ofRefreshToken(required(parameters, 'REFRESH_TOKEN'));
  const user = signIn === undefined ? undefined : pool.users.bySub(signIn.sub);
  if (signIn === undefined || user === undefined) throw notAuthorized('Invalid Refresh Token');
  if (signIn.clientId !== client.id) throw notAuthorized('Refresh Token has different Client');
  checkCaller(user);
  if (signIn.ended !== undefined) throw notAuthorized('Refresh Token has been revoked');
  if (pool.clock.now() >= signIn.refreshUntil) throw notAuthorized('Refresh Token has expired');
  checkAccount(user);
  const cause = { source: 'TokenGeneration_RefreshTokens', clientMetadata } as const;
  return { ChallengeParameters: {}, AuthenticationResult: await renewTokens(pool, client, user, signIn, cause) };
}
