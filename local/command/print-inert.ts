import type { LocalCloud } from '../account/cloud';
import type { Paint } from '../smoke-test/report/paint';

/**
 * What stands as inert in a cloud that has just started, and what was named so in vain.
 *
 * @returns undefined where there is nothing to tell
 */
export function inertTold({ stacks, inert }: Pick<LocalCloud, 'stacks' | 'inert'>, paint: Paint): string | undefined {
  const resources = stacks.flatMap((stack) => stack.resources);
  const places = new Map<string, string[]>();
  for (const { type, stackName, logicalId } of resources.filter((resource) => resource.inert)) {
    places.set(type, [...(places.get(type) ?? []), `${stackName}: ${logicalId}`]);
  }
  const lines = [...places].map(([type, those]) => `  ${type}: ${those.join(', ')}`).sort();
  const title = paint.bad('Inert: these are not here, and nothing of them is played.');
  // Where nothing is deployed yet, nothing is in vain.
  const unused = stacks.length === 0 ? [] : inert.unused(resources.map(({ type }) => type));
  const told = [
    ...(lines.length === 0 ? [] : [title, ...lines]),
    ...unused.map((pattern) => paint.bad(`--inert ${pattern} names nothing that is deployed here.`)),
  ];
  return told.length === 0 ? undefined : told.join('\n');
}
