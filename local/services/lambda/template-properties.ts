import type { z } from 'zod';
import type { DeployedResource } from '../../../assembly/types';

/**
 * A resource's properties as far as the local cloud honours them.
 *
 * @param inert properties that change nothing here, by name; any other that the schema lacks is an error
 * @throws Error naming the place in the template and the property
 */
export function understood<Schema extends z.ZodType>(
  resource: DeployedResource,
  schema: Schema,
  inert: readonly string[],
): z.output<Schema> {
  const active = Object.entries(resource.properties).filter(([name]) => !inert.includes(name));
  const parsed = schema.safeParse(Object.fromEntries(active));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys.join(', ')].join('.');
    throw new Error(`${resource.place}: ${path} of ${resource.type}: the local cloud does not know this property`);
  }
  throw new Error(`${resource.place}: ${issue?.path.join('.')} of ${resource.type}: ${issue?.message}`);
}
