import { closedFolders, closedLogins, closedRoles } from './closed';
import { type Effect, effectsOf } from './effects';
import { emptied } from './emptied';
import { exportsInUse } from './exports-in-use';
import { otherStacks } from './in-the-way';
import { iamName, withPhysicalIds } from './physical-ids';
import type { Problem } from './problem';
import { holdsOf, identityOf, nameOfType, refusalOfSecond } from './resource-types';
import { type Deployment, resourcesOf } from './templates';
import { unchangeable } from './unchangeable';

/** What a deployment does, after all those before it. */
export interface Step {
  readonly effects: readonly Effect[];
  readonly problems: readonly Problem[];
}

/** What is in the account, and in no template: by what AWS knows it by. */
export type LeftBehind = ReadonlySet<string>;

/**
 * What a series of deployments does, from the second on: each is compared with the one before it.
 *
 * From the templates alone, so it knows neither what is in a bucket nor who is in a group.
 */
export function stepsOf(deployments: readonly Deployment[]): Step[] {
  const [first = [], ...others] = deployments.map(withPhysicalIds);
  let before = first;
  let leftBehind: LeftBehind = new Set();
  return others.map((after) => {
    const effects = effectsOf(before, after);
    const problems = problemsOf(before, after, effects, leftBehind);
    const stays = effects.filter(({ what }) => what === 'left behind').flatMap(({ before: old }) => identity(old));
    leftBehind = new Set([...leftBehind, ...stays]);
    before = after;
    return { effects, problems };
  });
}

function problemsOf(
  before: Deployment,
  after: Deployment,
  effects: readonly Effect[],
  leftBehind: LeftBehind,
): Problem[] {
  return [
    ...otherStacks(before, after, effects),
    ...exportsInUse(before, after, effects),
    ...unchangeable(effects),
    ...createdBesideItself(effects, leftBehind),
    ...deletedAlthoughUsed(after, effects),
    ...held(effects),
    ...emptied(after, effects),
    ...closedLogins(before, after, effects),
    ...closedRoles(effects),
    ...closedFolders(before, after),
  ];
}

/** What has the same identity under another logical ID, or is replaced and keeps its identity, is there twice for a moment. */
function createdBesideItself(effects: readonly Effect[], leftBehind: LeftBehind): Problem[] {
  const going = effects.filter(({ what }) => what !== 'created' && what !== 'updated');
  const renewed = effects.filter(({ what }) => what === 'replaced').map(({ id }) => id);
  return effects
    .filter(({ what }) => what === 'created' || what === 'replaced')
    .flatMap(({ type, after }): Problem[] => {
      const [known] = identity(after);
      // What belongs to another user pool from now on is another group, whatever it is called.
      if (known === undefined || renewed.some((id) => known.includes(`"${id}"`))) return [];
      const twin = going.some(({ before }) => before && identityOf(before) === known);
      if (!twin && !leftBehind.has(known)) return [];
      const refusal = refusalOfSecond(type);
      const where = twin ? 'before the old one is deleted' : 'beside the one that an earlier deployment left behind';
      if (refusal !== undefined) {
        return [{ verdict: 'refused', sentence: `${nameOfType(type)}: created ${where}: “${refusal}”` }];
      }
      const taken = `set ${where}, whose deletion takes the new ones along`;
      return [{ verdict: 'lost', sentence: `${nameOfType(type)}: ${taken}` }];
    });
}

function identity(resource: Effect['before']): string[] {
  const known = resource && identityOf(resource);
  return known === undefined ? [] : [known];
}

/** What is deleted and named by its ARN all the same, because it is imported from now on. */
function deletedAlthoughUsed(after: Deployment, effects: readonly Effect[]): Problem[] {
  const texts = resourcesOf(after).map(({ resource }) => JSON.stringify(resource.Properties ?? {}));
  return effects.flatMap(({ type, what, before }) => {
    const name = before && iamName(before);
    if (name === undefined || what !== 'deleted' || !texts.some((text) => text.includes(`:${name}"`))) return [];
    return [{ verdict: 'lost', sentence: `${nameOfType(type)}: ${name} is deleted, and imported from now on` }];
  });
}

/** What people or data hang on, by type and by what becomes of it. */
function held(effects: readonly Effect[]): Problem[] {
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
