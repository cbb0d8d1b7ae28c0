import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { pageOf } from '../../shared/page';
import type { CognitoIdentityDependencies } from './dependencies';
import { invalidToken } from './errors';
import { input, pageSize } from './input';

const schema = z.object({ MaxResults: pageSize, NextToken: z.string().min(1).max(65_535).optional() });

/**
 * It is on no resource that IAM knows (documented: Service Authorization Reference).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentityPools.html
 */
export function listIdentityPools({
  pools,
}: Pick<CognitoIdentityDependencies, 'pools'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'ListIdentityPools',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: () => [{ action: 'cognito-identity:ListIdentityPools', resource: '*' }],
    run: ({ MaxResults: size, NextToken: token }) => {
      const page = pageOf(pools.all(), { idOf: ({ id }) => id, size, token });
      if (page === undefined) throw invalidToken();
      return {
        IdentityPools: page.items.map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
        NextToken: page.next,
      };
    },
  };
}
