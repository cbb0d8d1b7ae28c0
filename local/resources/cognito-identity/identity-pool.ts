import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { seedOf, steadyRandom, uuid } from '../../../assembly/physical-name';
import { cfnBoolean, cfnString, cfnTags } from '../../../assembly/properties';
import type { PoolSettings } from '../../services/cognito-identity/identity-pool';
import type { Account } from '../account';
import { retagged, tagged, tagKeys } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { identityPoolArn } from './identity-pool-arn';
import { checkProviders, type ProviderAccount } from './pool-providers';
import { developerProviderNameIsFixed, poolNotFound, resourceExists } from './refusals';

const schema = z.strictObject({
  AllowUnauthenticatedIdentities: cfnBoolean,
  // Left unset, the API allows the basic flow (observed: aws-cli#7652).
  AllowClassicFlow: cfnBoolean.default(true),
  DeveloperProviderName: cfnString.optional(),
  IdentityPoolName: cfnString.optional(),
  IdentityPoolTags: cfnTags.optional(),
  OpenIdConnectProviderARNs: z.array(cfnString).default([]),
  SupportedLoginProviders: z.record(z.string(), cfnString).default({}),
  // One entry for each app client.
  CognitoIdentityProviders: z
    .array(
      z.strictObject({
        ClientId: cfnString,
        ProviderName: cfnString.pipe(
          z
            .string()
            .regex(/^cognito-idp\.[\w-]+\.amazonaws\.com\/[\w-]+_[0-9a-zA-Z]+$/, 'is not the name of a user pool'),
        ),
        ServerSideTokenCheck: cfnBoolean.default(false),
      }),
    )
    .default([]),
  SamlProviderARNs: z.array(cfnString).default([]),
});

type Model = z.output<typeof schema>;
type Needs = ProviderAccount & Pick<Account, 'identities'>;

/**
 * `AWS::Cognito::IdentityPool`: `Ref` is `region:uuid`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypool.html documented
 */
export const identityPool = {
  type: 'AWS::Cognito::IdentityPool',
  schema,
  permissions: {
    on: identityPoolArn,
    create: [
      { action: 'cognito-identity:CreateIdentityPool', on: '*', keys: tagKeys('IdentityPoolTags') },
      'cognito-identity:DescribeIdentityPool',
      tagged('IdentityPoolTags', 'cognito-identity:TagResource'),
    ],
    update: [
      'cognito-identity:UpdateIdentityPool',
      'cognito-identity:DescribeIdentityPool',
      ...retagged('IdentityPoolTags', 'cognito-identity:TagResource', 'cognito-identity:UntagResource'),
    ],
    delete: ['cognito-identity:DeleteIdentityPool', 'cognito-identity:DescribeIdentityPool'],
    read: ['cognito-identity:DescribeIdentityPool'],
  },

  identify(resource) {
    const id = `${resource.region}:${uuid(seedOf(resource))}`;
    // Pool names take no hyphens in older accounts, hence CloudFormation's underscore (observed).
    const name =
      optionalString(resource, 'IdentityPoolName') ??
      `${resource.logicalId.slice(0, 100)}_${steadyRandom(seedOf(resource), 12)}`;
    return { ref: id, attributes: { Id: id, Name: name } };
  },

  create(resource: Resource<Model>, account: Needs) {
    const { ref: id, place, partition, region, account: accountId } = resource;
    if (partition !== 'aws') {
      throw new AssemblyError(place, `identity pools of the partition ${partition} are not supported here`);
    }
    const settings = settingsOf(resource);
    checkProviders(settings, place, account);
    if (account.identityPools.has(id)) throw resourceExists(identityPool.type, id);
    account.identityPools.add({ id, arn: identityPoolArn(resource), region, account: accountId }, settings);
  },

  // A provider that is gone by now lets nobody in, and was accepted.
  restore(resource: Resource<Model>, { identityPools }: Needs) {
    const { ref: id, region, account } = resource;
    identityPools.add({ id, arn: identityPoolArn(resource), region, account }, settingsOf(resource));
  },

  /**
   * Its identities stay, and so does a developer provider's name that a template no longer has: the API has no way to take it away
   * (**observed**: terraform-provider-aws#49985).
   */
  update(resource: Resource<Model>, _before: Resource<Model>, account: Needs) {
    const { ref: id, place } = resource;
    const pool = account.identityPools.get(id);
    if (pool === undefined) throw poolNotFound(id);
    const settings = settingsOf(resource);
    checkProviders(settings, place, account);
    const { developerProviderName: known } = pool;
    if (known !== undefined && ![undefined, known].includes(settings.developerProviderName)) {
      throw developerProviderNameIsFixed();
    }
    account.identityPools.change(id, { ...settings, ...(known === undefined ? {} : { developerProviderName: known }) });
  },

  remove({ ref: id }: Resource<Model>, { identityPools, identities }: Needs) {
    identityPools.delete(id);
    identities.deletePool(id);
  },

  adopt: {
    identifier: ['Id'],
    find({ Id: ref = '' }, { identityPools }) {
      const pool = identityPools.get(ref);
      return pool && { ref, attributes: { Id: ref, Name: pool.name } };
    },
  },
} satisfies ResourceType<Model>;

function settingsOf({ model, attributes, logicalId }: Resource<Model>): PoolSettings {
  const { DeveloperProviderName } = model;
  return {
    name: model.IdentityPoolName ?? attributes.Name ?? logicalId,
    allowGuests: model.AllowUnauthenticatedIdentities,
    allowClassicFlow: model.AllowClassicFlow,
    ...(DeveloperProviderName === undefined ? {} : { developerProviderName: DeveloperProviderName }),
    openIdConnectProviderArns: model.OpenIdConnectProviderARNs,
    samlProviderArns: model.SamlProviderARNs,
    supportedLoginProviders: model.SupportedLoginProviders,
    cognitoIdentityProviders: model.CognitoIdentityProviders,
    resourceTags: new Map(model.IdentityPoolTags?.map(({ Key, Value }) => [Key, Value])),
  };
}
