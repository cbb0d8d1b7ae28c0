import type { Problem } from './problem';
import { holdsOf, nameOfType } from './resource-types';
import type { Update } from './update';

/** What people or data hang on, by type and by what becomes of it. */
export function held({ effects }: Update): Problem[] {
  const counts = new Map<string, { readonly type: string; readonly fate: string; count: number }>();
  for (const { type, what, before } of effects) {
    if (!before || !holdsOf(type) || what === 'created' || what === 'updated') continue;
    const stays = what === 'left behind' || (what === 'replaced' && before.UpdateReplacePolicy === 'Retain');
    const fate = stays ? 'left behind, outside the stack' : 'deleted';
    const key = `${type} ${fate}`;
    const known = counts.get(key) ?? { type, fate, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].map(({ type, fate, count }) => ({
    verdict: 'lost',
    sentence: `${count === 1 ? '' : `${count} × `}${nameOfType(type)} ${fate}: ${holdsOf(type)}`,
  }));
}
