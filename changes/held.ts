import { isProtected } from './effects';
import type { Problem } from './problem';
import { holdsOf, nameOfType } from './resource-types';
import type { Update } from './update';

const keepIt =
  'leave it in the configuration. To be able to take it back, turn retainData on first, in a deployment of its own: a removal is judged by the template that was deployed';
const takeItBack =
  'it is in the account, with everybody and everything in it, and in no stack: import it, or take it back into the stack with `cdk import`';

/** What people or data hang on, by type and by what becomes of it. */
export function held({ effects }: Update): Problem[] {
  const counts = new Map<string, { readonly type: string; readonly fate: string; count: number }>();
  for (const { type, what, before } of effects) {
    if (!before || !holdsOf(type) || what === 'created' || what === 'updated') continue;
    const stays =
      what === 'left behind' ||
      (what === 'replaced' && (before.UpdateReplacePolicy === 'Retain' || isProtected(before)));
    const fate = stays ? 'left behind, outside the stack' : 'deleted';
    const key = `${type} ${fate}`;
    const known = counts.get(key) ?? { type, fate, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].map(({ type, fate, count }) => ({
    verdict: 'lost',
    wayOut: fate === 'deleted' ? keepIt : takeItBack,
    sentence: `${count === 1 ? '' : `${count} × `}${nameOfType(type)} ${fate}: ${holdsOf(type)}`,
  }));
}
