import type { Time } from '../time';
import type { PlayersSecret, PlayersSecretContent } from './players-secret';

/**
 * Longer than redeeming takes (two requests of at most ten seconds for each issuer), shorter than anyone wants to wait for a run that
 * died holding it.
 */
export const leaseMilliseconds = 60_000;
/** A waiting run outlasts one lease that is never released. */
const longestWait = leaseMilliseconds + 15_000;
const firstPause = 500;
const longestPause = 5_000;

/** Another run holds the lease and does not let go. */
export class LeaseHeld extends Error {
  override readonly name = 'LeaseHeld';
}

/** Takes the lease out of a content. */
export function withoutLease({ lease: _, ...rest }: PlayersSecretContent): PlayersSecretContent {
  return rest;
}

/**
 * Takes the lease on the refresh tokens, waiting for another run to release it or for its lease to expire. A refresh token that
 * rotates may be redeemed once: an issuer that sees it twice may take the whole grant back.
 *
 * @returns the content, the lease in it
 * @throws LeaseHeld when another run still holds it after a lease's time
 * @see https://datatracker.ietf.org/doc/html/rfc9700#section-4.14.2
 */
export async function takeLease(secret: PlayersSecret, holder: string, time: Time): Promise<PlayersSecretContent> {
  const giveUp = time.now() + longestWait;
  for (let pause = firstPause; ; pause *= 2) {
    const content = await secret.change((content) => {
      const held = content.lease !== undefined && Date.parse(content.lease.expires) > time.now();
      if (held && content.lease?.holder !== holder) return undefined;
      return { ...content, lease: { holder, expires: new Date(time.now() + leaseMilliseconds).toISOString() } };
    });
    if (content.lease?.holder === holder) return content;

    const untilExpiry = content.lease === undefined ? 0 : Date.parse(content.lease.expires) - time.now();
    const wait = Math.max(50, Math.min(pause, longestPause, untilExpiry));
    if (time.now() + wait > giveUp) throw new LeaseHeld('Another run holds the lease on the players secret.');
    await time.sleep(wait);
  }
}

/** Releases the lease, if it is still this run's. */
export async function releaseLease(secret: PlayersSecret, holder: string): Promise<void> {
  await secret.change((content) => (content.lease?.holder === holder ? withoutLease(content) : undefined));
}
