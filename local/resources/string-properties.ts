import { AssemblyError } from '../../assembly/assembly-error';
import type { NewResource } from '../../assembly/physical-identity';

/** A property that must be a string where it is given. */
export function optionalString(resource: NewResource, property: string): string | undefined {
  const value = resource.properties[property];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new AssemblyError(`${resource.place}: Properties.${property}`, 'must be a string, not empty');
}

/** A property that must be a string. */
export function requiredString(resource: NewResource, property: string): string {
  const value = optionalString(resource, property);
  if (value === undefined) throw new AssemblyError(`${resource.place}: Properties.${property}`, 'is missing');
  return value;
}
