import { customResource, isCustomType } from './cloudformation/custom-resource';
import type { AnyResourceType } from './resource-type';

/**
 * Finds resource types by their names: those that are given, and every one that a function of a template makes.
 *
 * @returns what answers undefined for any other name
 */
export function typesByName(types: readonly AnyResourceType[]): (name: string) => AnyResourceType | undefined {
  const known = new Map(types.map((type) => [type.type, type]));
  return (name) => known.get(name) ?? (isCustomType(name) ? customResource(name) : undefined);
}
