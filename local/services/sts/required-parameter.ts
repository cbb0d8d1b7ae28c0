import { invalidParameter } from './errors';

/**
 * A parameter that must be there, of a length between two limits.
 *
 * @throws ServiceError `ValidationError`
 */
export function requiredParameter(
  parameters: ReadonlyMap<string, string>,
  name: string,
  minimum: number,
  maximum: number,
): string {
  const value = parameters.get(name);
  if (value === undefined)
    throw invalidParameter(`Value null at '${name}' failed to satisfy constraint: Member must not be null`);
  if (value.length < minimum || value.length > maximum) {
    throw invalidParameter(`${name}: Member must have length between ${minimum} and ${maximum}`);
  }
  return value;
}
