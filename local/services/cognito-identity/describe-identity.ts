import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { CognitoIdentityDependencies } from './dependencies';
import { identityNotFound } from './errors';
import { identityDescription } from './identity-description';
import { identityId, input } from './input';
import { identityQuestion } from './pool-question';

const schema = z.object({ IdentityId: identityId });

/** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentity.html */
export function describeIdentity({
  pools,
  identities,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'DescribeIdentity',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityId }) => [identityQuestion('DescribeIdentity', pools, identities.find(IdentityId))],
    run: ({ IdentityId }) => {
      const identity = identities.find(IdentityId);
      if (identity === undefined) throw identityNotFound(IdentityId);
      return identityDescription(identity);
    },
  };
}
