import { z } from 'zod';
import { cfnInteger, cfnString } from '../../../assembly/properties';
import { addManagedLogin, deleteManagedLogin } from '../../services/cognito-idp/deployed-pool';
import { poolOfHost } from '../../services/cognito-idp/managed-login/visit';
import { onAny } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

/** The properties of `AWS::Cognito::UserPoolDomain`. */
const schema = z.strictObject({
  UserPoolId: cfnString,
  Domain: cfnString.pipe(
    z
      .string()
      .max(63)
      .regex(
        /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
        'must be a prefix of lower-case letters, digits and hyphens: domains of your own are not supported here',
      ),
  ),
  CustomDomainConfig: z.undefined('domains of your own are not supported here: use a prefix').optional(),
  // The classic pages where a template does not say (documented: CDK's UserPoolDomain).
  ManagedLoginVersion: cfnInteger.pipe(z.union([z.literal(1), z.literal(2)])).default(1),
});
type Properties = z.output<typeof schema>;

/** What no prefix contains (documented: Cognito guide, "Using the Amazon Cognito domain for managed login"). */
const reserved = ['aws', 'amazon', 'cognito'];

/**
 * `AWS::Cognito::UserPoolDomain`: `Ref` is the domain, or its prefix before `.auth.<region>.amazoncognito.com`. An update of its version
 * leaves everybody signed in; without the domain nobody is, and no code is good (unconfirmed).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooldomain.html documented
 */
export const userPoolDomain: ResourceType<Properties> = {
  type: 'AWS::Cognito::UserPoolDomain',
  schema,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:CreateUserPoolDomain', ...onAny('cognito-idp:DescribeUserPoolDomain')],
    update: ['cognito-idp:UpdateUserPoolDomain', ...onAny('cognito-idp:DescribeUserPoolDomain')],
    delete: ['cognito-idp:DeleteUserPoolDomain', ...onAny('cognito-idp:DescribeUserPoolDomain')],
    read: onAny('cognito-idp:DescribeUserPoolDomain'),
  },
  identify: (resource) => ({ ref: requiredString(resource, 'Domain'), uniqueWithin: 'region' }),
  create(resource, { userPools }) {
    const { UserPoolId, Domain } = resource.model;
    const pool = poolOf(userPools, UserPoolId);
    const word = reserved.find((one) => Domain.includes(one));
    // Observed: content-analysis-on-aws#8, amplify-cli#3854.
    if (word !== undefined) throw poolRefused('InvalidRequest', `Domain cannot contain reserved word: ${word}`);
    // Observed: aws-cdk#10062.
    if (pool.managedLogin !== undefined) {
      throw poolRefused('InvalidRequest', 'User pool already has a domain configured.');
    }
    // Observed: aws-cdk-examples#402.
    if (poolOfHost(userPools, hostOf(resource)) !== undefined) {
      throw poolRefused('InvalidRequest', 'Domain already associated with another user pool.');
    }
    addManagedLogin(pool, hostOf(resource), needsBranding(resource));
  },
  update(resource, _before, { userPools }) {
    const { managedLogin } = poolOf(userPools, resource.model.UserPoolId);
    // The sentence is unconfirmed.
    if (managedLogin?.host !== hostOf(resource)) throw poolRefused('NotFound', 'Domain does not exist.');
    managedLogin.needsBranding = needsBranding(resource);
  },
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove(resource, { userPools }) {
    const pool = userPools.deployed(resource.model.UserPoolId);
    if (pool?.managedLogin?.host === hostOf(resource)) deleteManagedLogin(pool);
  },
};

/** Documented: Cognito guide, "Using the Amazon Cognito domain for managed login". */
function hostOf({ region, model: { Domain } }: Resource<Properties>): string {
  return `${Domain}.auth.${region}.amazoncognito.com`;
}

function needsBranding({ model: { ManagedLoginVersion } }: Resource<Properties>): boolean {
  return ManagedLoginVersion === 2;
}
