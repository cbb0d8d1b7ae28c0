import type { UserPool } from '../user-pool';

/**
 * Whether the user of an ID token is there, let in, and not signed out since: what an identity pool with `ServerSideTokenCheck` asks.
 * A refresh token that was called back by itself (`RevokeToken`) does not count: only global sign-out and deletion are documented to,
 * and whoever relied on more would rely on what AWS does not promise. That a disabled user is refused is unconfirmed.
 *
 * @param claims verified
 */
export function isSignedIn({ users, signIns }: UserPool, claims: Readonly<Record<string, unknown>>): boolean {
  const user = users.bySub(String(claims.sub));
  const signIn = signIns.find(String(claims.event_id));
  return user?.enabled === true && signIn !== undefined && signIn.ended !== 'signed-out';
}
