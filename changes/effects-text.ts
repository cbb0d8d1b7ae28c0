import type { Effect } from './effects';
import type { Problem } from './problem';
import { nameOfType } from './resource-types';

const machinery = /^(AWS::(Lambda::|Logs::)|Custom::)/;
const verbs = { created: 'creates', updated: 'updates', replaced: 'replaces', deleted: 'deletes' } as const;

/** Whether players may meet a resource: the smoke test's own and the CDK's are left out of what is told. */
export function isTold({ type, id }: Pick<Effect, 'type' | 'id'>): boolean {
  return !machinery.test(type) && !/CustomResourceProvider|^SmokeTest/.test(id);
}

/** What CloudFormation does to a resource, as a verb. */
export function verbOf(what: Effect['what']): string {
  return what === 'left behind' ? 'leaves behind' : verbs[what];
}

/** `updates identity pool; deletes role ×2`. */
export function effectsText(effects: readonly Effect[]): string {
  const told = effects.filter(isTold);
  const texts = (['created', 'updated', 'replaced', 'deleted', 'left behind'] as const).flatMap((what) => {
    const names = countedNames(told.filter((effect) => effect.what === what).map(({ type }) => nameOfType(type)));
    return names === '' ? [] : [`${verbOf(what)} ${names}`];
  });
  const tested = effects.some(({ type, what }) => type === 'Custom::Trigger' && what !== 'deleted');
  return [...texts, ...(tested ? ['smoke test'] : [])].join('; ') || 'nothing that players meet';
}

function countedNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)).join(', ');
}

/** What AWS refuses is rolled back, so that the rest would come true only without the refusal. */
export function isOnlyOtherwise(problem: Pick<Problem, 'verdict'>, all: readonly Pick<Problem, 'verdict'>[]): boolean {
  return problem.verdict !== 'refused' && all.some(({ verdict }) => verdict === 'refused');
}
