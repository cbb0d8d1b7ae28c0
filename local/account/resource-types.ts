import type { DeployedStack } from '../../assembly/types';
import { resourceTypes } from '../resources/all-types';
import { isCustomType } from '../resources/cloudformation/custom-resource';

const known = new Set(resourceTypes.map(({ type }) => type));

/** @throws Error naming every resource whose type the local cloud does not know */
export function checkResourceTypes(stacks: readonly DeployedStack[]): void {
  const unknown = stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => !known.has(type) && !isCustomType(type));
  if (unknown.length === 0) return;
  const places = unknown.map(({ place, type }) => `${place}: ${type}`);
  throw new Error(
    `the local cloud does not know what to do with:\n  ${places.join('\n  ')}\n` +
      'It stands up what a game with identity-pool credentials touches; leave the rest out of the stage it runs.',
  );
}
