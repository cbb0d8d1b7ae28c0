import { z } from 'zod';
import type { Operation } from '../../../http/operation';
import { poolNotFound } from '../errors';
import { input } from '../input';
import { poolQuestion } from '../pool-question';
import type { UserPools } from '../user-pools';

const schema = z.object({
  ResourceArn: z
    .string()
    .min(20)
    .max(2048)
    .regex(/^arn:[\w-]+:cognito-idp:[\w-]*:\d*:userpool\/[\w-]+$/, 'is not the ARN of a user pool'),
});

const idIn = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

/** A pool's tags. @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = (pools: UserPools): Operation<z.output<typeof schema>, object> => ({
  name: 'ListTagsForResource',
  signature: 'required',
  parse: (request) => input(request, schema),
  // Asked by what the caller wrote: another account's pool of the same ID is not this one.
  authorize: ({ ResourceArn }, call) => [
    { ...poolQuestion('ListTagsForResource', pools, idIn(ResourceArn), call), resource: ResourceArn },
  ],
  run: ({ ResourceArn }) => {
    const pool = pools.find(idIn(ResourceArn));
    if (pool?.arn !== ResourceArn) throw poolNotFound(idIn(ResourceArn));
    return { Tags: Object.fromEntries(pool.tags) };
  },
});
