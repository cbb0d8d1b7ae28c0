import { customResource, isCustomType } from './cloudformation/custom-resource';
import { inertType } from './inert/inert-type';
import type { InertTypes } from './inert/inert-types';
import type { AnyResourceType } from './resource-type';

/**
 * Finds resource types by their names: those that are given, every one that a function of a template makes, and those that stand as inert.
 *
 * @returns what answers undefined for any other name
 */
export function typesByName(
  types: readonly AnyResourceType[],
  inert?: Pick<InertTypes, 'has'>,
): (name: string) => AnyResourceType | undefined {
  const known = new Map(types.map((type) => [type.type, type]));
  return (name) => {
    const type = known.get(name) ?? (inert?.has(name) ? inertType(name) : undefined);
    return type ?? (isCustomType(name) ? customResource(name) : undefined);
  };
}
