import { z } from 'zod';
import type { ResourceType } from '../resource-type';

/** `AWS::CDK::Metadata`: tells AWS which constructs were used. There is nothing of it. */
export const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  schema: z.unknown(),
  create() {},
  update() {},
  remove() {},
};
