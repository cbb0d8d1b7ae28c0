import { playersRoles } from './players-roles';
import type { Problem } from './problem';
import type { Update } from './update';
import { gone, words } from './wording';

/** Storage classes that players put files in and may not any more; told once for all roles that lose the same. */
export function closedPuts({ before, after }: Update): Problem[] {
  const rolesNow = playersRoles(after);
  const who = new Map<string, string[]>();
  for (const role of playersRoles(before)) {
    const now = rolesNow.find(({ key }) => key === role.key)?.putsIn;
    // A role that puts no file any more has lost more than a class.
    if (now === undefined || now === 'any' || now.size === 0) continue;
    const { putsIn } = role;
    const lost = putsIn === 'any' ? [`classes other than ${words(now)}`] : gone([...putsIn], [...now]);
    if (lost.length > 0) who.set(words(lost), [...(who.get(words(lost)) ?? []), role.who]);
  }
  return [...who].map(([classes, roles]) => ({
    verdict: 'closed',
    sentence: `${words(roles)} no longer put files in ${classes}`,
    wayOut: 'files in it stay and are read; an app that still asks for it is refused: ship one first that does not',
  }));
}
