import { z } from 'zod';
import { placeholderFor } from '../../../assembly/placeholder';
import type { AnyResourceType } from '../resource-type';

const schema = z.record(z.string(), z.unknown());

/** A type whose resources stand in a stack and are nothing: nobody reads their properties, nobody is asked for a permission. */
export function inertType(type: string): AnyResourceType {
  return {
    type,
    schema,
    inert: true,
    identify: ({ logicalId }) => ({ ref: placeholderFor(type, logicalId), inert: true }),
    create: () => {},
    update: () => {},
    remove: () => {},
    replaces: () => false,
    permissions: { on: '*', create: [], update: [], delete: [], read: [] },
  };
}
