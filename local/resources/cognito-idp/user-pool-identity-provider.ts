import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import { deleteIdentityProvider, putIdentityProvider } from '../../services/cognito-idp/deployed-pool';
import {
  ownUsers,
  type PoolIdentityProvider,
  type ProviderType,
  providerTypes,
} from '../../services/cognito-idp/pool-identity-provider';
import type { UserPool } from '../../services/cognito-idp/user-pool';
import type { Dates } from '../../services/cognito-idp/user-pool-client';
import type { ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { providerDetails, wrongDetails } from './identity-provider-details';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

const name = cfnString.refine(
  (text) => /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u.test(text) && text.length <= 32,
  {
    error: 'must be 3 to 32 characters, without spaces and underscores',
  },
);
const identifier = cfnString.refine((text) => /^[\w\s+=.@-]{1,40}$/.test(text), {
  error: 'must be up to 40 letters, digits, spaces or any of + = . @ -',
});

/** The properties of `AWS::Cognito::UserPoolIdentityProvider`, in the limits of the API (**documented**: CreateIdentityProvider). */
const schema = z
  .strictObject({
    UserPoolId: cfnString,
    ProviderName: name,
    ProviderType: z.enum(providerTypes),
    ProviderDetails: providerDetails,
    AttributeMapping: z.record(z.string(), cfnString).default({}),
    IdpIdentifiers: z.array(identifier).max(50).default([]),
  })
  .superRefine(({ ProviderType, ProviderDetails }, context) => {
    for (const { name: detail, message } of wrongDetails(ProviderType, ProviderDetails)) {
      context.addIssue({ code: 'custom', path: ['ProviderDetails', detail], message });
    }
  });
type Properties = z.output<typeof schema>;

/** Of these kinds a pool has one at most, called like its kind. */
const calledLikeTheirKind: readonly ProviderType[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

/**
 * `AWS::Cognito::UserPoolIdentityProvider`: somebody else by whom players could sign in to a user pool. `Ref` is its name. It stands, so that
 * app clients may name it; nobody signs in by it here. Name, kind and pool replace it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html documented
 */
export const userPoolIdentityProvider: ResourceType<Properties> = {
  type: 'AWS::Cognito::UserPoolIdentityProvider',
  schema,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:CreateIdentityProvider', 'cognito-idp:DescribeIdentityProvider'],
    update: ['cognito-idp:UpdateIdentityProvider', 'cognito-idp:DescribeIdentityProvider'],
    delete: ['cognito-idp:DeleteIdentityProvider', 'cognito-idp:DescribeIdentityProvider'],
    read: ['cognito-idp:DescribeIdentityProvider'],
  },
  identify: (resource) => ({ ref: requiredString(resource, 'ProviderName') }),
  create({ model }, { userPools, clock }) {
    const pool = poolOf(userPools, model.UserPoolId);
    // Observed of the API; CloudFormation was seen to pass over it (cloudformation-coverage-roadmap#1287), which is not done here.
    if (pool.identityProviders.has(model.ProviderName)) {
      throw poolRefused('AlreadyExists', `${model.ProviderName} already exists in user pool ${pool.id}`);
    }
    checkProvider(pool, model);
    putIdentityProvider(pool, { ...providerOf(model), createdAt: clock.now(), modifiedAt: clock.now() });
  },
  update({ model }, _before, { userPools, clock }) {
    const pool = poolOf(userPools, model.UserPoolId);
    checkProvider(pool, model);
    const createdAt = pool.identityProviders.get(model.ProviderName)?.createdAt ?? clock.now();
    putIdentityProvider(pool, { ...providerOf(model), createdAt, modifiedAt: clock.now() });
  },
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove({ ref, model }, { userPools }) {
    const pool = userPools.deployed(model.UserPoolId);
    if (pool !== undefined) deleteIdentityProvider(pool, ref);
  },
  adopt: {
    identifier: ['UserPoolId', 'ProviderName'],
    find: ({ UserPoolId = '', ProviderName: ref = '' }, { userPools }) =>
      userPools.find(UserPoolId)?.identityProviders.has(ref) ? { ref } : undefined,
  },
};

/** @throws ResourceRefused */
function checkProvider(
  pool: UserPool,
  { ProviderName, ProviderType, AttributeMapping, IdpIdentifiers }: Properties,
): void {
  // Observed: aws-cli#3179, terraform-provider-aws#4822; that the name of the pool's own users is taken is unconfirmed.
  const isCalledRight = !calledLikeTheirKind.includes(ProviderType) || ProviderName === ProviderType;
  if (!isCalledRight || ProviderName === ownUsers) {
    throw poolRefused('InvalidRequest', `Provider ${ProviderName} cannot be of type ${ProviderType}.`);
  }
  // Observed: aws-cli#9729. `username` is what the provider's subject is mapped to (documented: attribute mapping).
  const unknown = Object.keys(AttributeMapping).filter(
    (attribute) => attribute !== 'username' && !pool.schema.has(attribute),
  );
  if (unknown.length > 0) {
    throw poolRefused('InvalidRequest', `AttributeMapping contains invalid mapping: [${unknown.join(', ')}]`);
  }
  // The exception is documented (GetIdentityProviderByIdentifier finds one), the sentence unconfirmed.
  const others = [...pool.identityProviders.values()].filter((other) => other.name !== ProviderName);
  const taken = IdpIdentifiers.find((one) => others.some(({ identifiers }) => identifiers.includes(one)));
  if (taken !== undefined) throw poolRefused('AlreadyExists', `${taken} already exists in user pool ${pool.id}`);
}

function providerOf(model: Properties): Omit<PoolIdentityProvider, keyof Dates> {
  return {
    name: model.ProviderName,
    type: model.ProviderType,
    details: model.ProviderDetails,
    attributeMapping: model.AttributeMapping,
    identifiers: model.IdpIdentifiers,
  };
}
