import type { z } from 'zod';
import { readProperties } from '../../../assembly/properties';
import type { Resource } from '../../../local/resources/resource-type';

/** A resource as a template asks for it, its properties read by its type. */
export function desired<Properties>(
  { type, schema }: { readonly type: string; readonly schema: z.ZodType<Properties> },
  ref: string,
  properties: Readonly<Record<string, unknown>> = {},
  more: Partial<Resource<unknown>> = {},
): Resource<Properties> {
  const resource = {
    stackName: 'game',
    logicalId: 'Thing',
    type,
    ref,
    attributes: {},
    properties,
    place: `game: ${ref}`,
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    ...more,
  };
  return { ...resource, model: readProperties(resource, schema) };
}
