import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import type { ResourceType } from '../resource-type';

/** `AWS::CDK::Metadata`: tells AWS which constructs were used. There is nothing of it. */
export const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  schema: z.unknown(),
  permissions: { on: '*', create: [], update: [], delete: [], read: [] },
  identify: (resource) => ({ ref: unnamed(resource) }),
  create() {},
  update() {},
  remove() {},
};
