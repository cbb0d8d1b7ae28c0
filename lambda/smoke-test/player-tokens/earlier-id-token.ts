import type { Time } from '../time';
import { claimsOfToken } from './claims-of-token';
import type { PlayersSecret } from './players-secret';

/** Clocks differ; whoever checks a token may allow for some minutes of it. */
const toleratedSeconds = 600;

/**
 * An ID token of an earlier run, which has expired meanwhile: a run is over long before its own have. The first one is kept in the players secret,
 * until there is another pool or client; its user is gone since that run ended.
 *
 * @param idToken of this run
 * @returns undefined while there is none that has expired
 */
export async function earlierIdToken(
  { secret, time }: { readonly secret: PlayersSecret; readonly time: Pick<Time, 'now'> },
  idToken: string,
): Promise<string | undefined> {
  const { expiringIdToken } = await secret.change((content) =>
    isAlike(content.expiringIdToken, idToken) ? undefined : { ...content, expiringIdToken: idToken },
  );
  const expires = Number(claimsOfToken(expiringIdToken ?? '')?.exp);
  return expires + toleratedSeconds < time.now() / 1000 ? expiringIdToken : undefined;
}

/** Whether two tokens are of one pool and client: nothing else about the earlier one is wrong. */
function isAlike(earlier: string | undefined, idToken: string): boolean {
  const [before, now] = [earlier, idToken].map((token) => claimsOfToken(token ?? ''));
  return before !== undefined && ['iss', 'aud'].every((claim) => before[claim] === now?.[claim]);
}
