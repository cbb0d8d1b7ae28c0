import { z } from 'zod';
import { AssemblyError } from './assembly-error';
import { describeIssue } from './schema-issue';
import type { DeployedResource } from './types';

/**
 * A resource's properties, checked. Give a `z.strictObject` of every property that you understand: one that you do not
 * understand is refused here rather than silently left out.
 *
 * @throws AssemblyError naming the resource and the property
 */
export function readProperties<Schema extends z.ZodType>(resource: DeployedResource, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const { path, sentence } = describeIssue(parsed.error);
  throw new AssemblyError(`${resource.place}: Properties${path === '' ? '' : `.${path}`}`, sentence);
}

/** A Boolean property. CloudFormation takes `"true"` and `"false"` for it too. */
export const cfnBoolean = z
  .union([z.boolean(), z.enum(['true', 'false'])], { error: 'must be true or false' })
  .transform((value) => value === true || value === 'true');

/** An Integer property. CloudFormation takes digits in quotes for it too. */
export const cfnInteger = z
  .union([z.int(), z.stringFormat('digits', /^-?\d{1,15}$/, { error: 'must be a whole number' })], {
    error: 'must be a whole number',
  })
  .transform(Number);

/** A String property. CloudFormation takes numbers and Booleans for it too. */
export const cfnString = z
  .union([z.string(), z.number(), z.boolean()], { error: 'must be a string' })
  .transform((value) => String(value));

/** The `Tags` property, as most resource types have it. */
export const cfnTags = z.array(z.strictObject({ Key: cfnString, Value: cfnString }));
