import { z } from 'zod';
import { accountOperation } from '../kinds-of-operation';
import { prefixOf } from '../managed-login/managed-login';
import type { UserPools } from '../user-pools';

const fields = {
  Domain: z
    .string()
    .min(1)
    .max(63)
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
};

/**
 * Of a domain that nobody has it answers an empty description, as scripts that ask for one expect it (**unconfirmed**: the reference lists
 * ResourceNotFoundException). Which bucket and distribution serve a domain's pages is not known here.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
 */
export const describeUserPoolDomain = (pools: UserPools) =>
  accountOperation('DescribeUserPoolDomain', fields, ({ Domain }) => {
    for (const { id, arn, managedLogin } of pools.all()) {
      if (managedLogin === undefined || prefixOf(managedLogin) !== Domain) continue;
      return {
        DomainDescription: {
          UserPoolId: id,
          AWSAccountId: arn.split(':')[4],
          Domain,
          Status: 'ACTIVE',
          CustomDomainConfig: {},
          ManagedLoginVersion: managedLogin.needsBranding ? 2 : 1,
        },
      };
    }
    return { DomainDescription: {} };
  });
