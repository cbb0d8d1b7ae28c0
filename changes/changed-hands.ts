import { ownersIn } from './owners';
import type { Problem } from './problem';
import type { Update } from './update';
import { gone, words } from './wording';

/**
 * Data that opens to others: a place is called as before, and the name below it is that of another issuer's player from now on. Also
 * where nobody reached the place for some deployments in between: the data was there all the time.
 */
export function changedHands({ before, after, kept }: Update): Problem[] {
  const owners = new Map([...kept.owners, ...ownersIn(before)]);
  const changes = new Map<string, string[]>();
  for (const [place, now] of ownersIn(after)) {
    const old = owners.get(place);
    const strangers = old ? gone(now, old) : [];
    if (!old || strangers.length === 0) continue;
    const shutOut = gone(old, now);
    const change = `whoever has the same ID by ${words(strangers)} gets them${shutOut.length > 0 ? `, and players by ${words(shutOut)} are shut out` : ''}`;
    changes.set(change, [...(changes.get(change) ?? []), place]);
  }
  return [...changes].map(([change, places]) => ({
    verdict: 'lost',
    sentence: `${words(places)} change hands: ${change}`,
    wayOut:
      'the name of a provider is in the keys of its players’ data: keep the name for it, and give another provider a name of its own',
  }));
}
