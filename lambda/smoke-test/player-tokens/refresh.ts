import type { Mask } from '../mask';
import type { Time } from '../time';
import { releaseLease, takeLease, withoutLease } from './lease';
import type { PlayersSecret, PlayersSecretContent } from './players-secret';
import type { Redeem } from './redeem';

/** What became of one issuer's refresh token. */
export interface Refreshed {
  readonly issuer: string;
  readonly clientId: string;
  /** Throws what went wrong, or answers the ID token. */
  readonly idToken: () => string;
}

/** Milliseconds: with less of the lease left it is taken anew before the next redemption. */
const longestRedemption = 25_000;

/** Puts a rotated token where the redeemed one stands; where another stands by now, that one is the newer. */
function replaceToken(content: PlayersSecretContent, issuer: string, redeemed: string, rotated: string) {
  const stored = content.refreshTokens?.[issuer];
  if (stored?.refreshToken !== redeemed) return content;
  return { ...content, refreshTokens: { ...content.refreshTokens, [issuer]: { ...stored, refreshToken: rotated } } };
}

/**
 * Redeems the stored refresh tokens of these issuers under one lease, each rotated token written back before the next is redeemed
 * and before any ID token is used; the last writing also releases the lease. A run that dies after an issuer rotated and before
 * that writing loses the token (nothing can be atomic over two systems); the next run then reports `invalid_grant`, and a new
 * refresh token has to be put into the secret.
 *
 * @throws LeaseHeld, or what Secrets Manager answered
 */
export async function refreshStoredTokens(context: {
  readonly secret: PlayersSecret;
  readonly issuers: readonly string[];
  readonly holder: string;
  readonly redeem: Redeem;
  readonly time: Time;
  readonly mask: Mask;
}): Promise<readonly Refreshed[]> {
  const { secret, issuers, holder, redeem, time, mask } = context;
  let content = await takeLease(secret, holder, time);
  const refreshed: Refreshed[] = [];
  let released = false;
  try {
    for (const [index, issuer] of issuers.entries()) {
      const leaseEnds = Date.parse(content.lease?.expires ?? '');
      if (leaseEnds - time.now() < longestRedemption) content = await takeLease(secret, holder, time);
      const stored = content.refreshTokens?.[issuer];
      if (stored === undefined) continue;
      try {
        const { idToken, rotatedRefreshToken } = await redeem(issuer, stored);
        mask.hide(idToken, rotatedRefreshToken);
        if (rotatedRefreshToken !== undefined) {
          const last = index === issuers.length - 1;
          await secret.change((current) => {
            const replaced = replaceToken(current, issuer, stored.refreshToken, rotatedRefreshToken);
            const release = last && current.lease?.holder === holder;
            if (replaced === current && !release) return undefined;
            return release ? withoutLease(replaced) : replaced;
          });
          released = last;
        }
        refreshed.push({ issuer, clientId: stored.clientId, idToken: () => idToken });
      } catch (error) {
        refreshed.push({
          issuer,
          clientId: stored.clientId,
          idToken: () => {
            throw error;
          },
        });
      }
    }
  } finally {
    if (!released) await releaseLease(secret, holder);
  }
  return refreshed;
}
