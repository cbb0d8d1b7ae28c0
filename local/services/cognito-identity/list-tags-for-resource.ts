import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { poolNotFound } from './errors';
import { input } from './input';

const schema = z.object({
  ResourceArn: z
    .string()
    .min(20)
    .max(2048)
    .regex(
      /^arn:[\w-]+:cognito-identity:[\w-]*:\d*:identitypool\/[\w-]+:[0-9a-f-]+$/,
      'is not the ARN of an identity pool',
    ),
});

/** A pool's tags. @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource({
  pools,
}: Pick<CognitoIdentityDependencies, 'pools'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'ListTagsForResource',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ ResourceArn }) => [{ action: 'cognito-identity:ListTagsForResource', resource: ResourceArn }],
    run: ({ ResourceArn }) => {
      const id = ResourceArn.slice(ResourceArn.lastIndexOf('/') + 1);
      const pool = pools.get(id);
      if (pool?.arn !== ResourceArn) throw poolNotFound(id);
      return { Tags: Object.fromEntries(pool.resourceTags) };
    },
  };
}
