import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnString } from '../../../assembly/properties';
import { isSessionTag } from '../../identities/session-tags';
import { defaultTagMap, type TagMap } from '../../services/cognito-identity/principal-tags';
import type { Account } from '../account';
import { onAny } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { identityPoolArn } from './identity-pool-arn';
import { notATaggedProvider, poolNotFound, resourceExists } from './refusals';

const schema = z
  .strictObject({
    IdentityPoolId: cfnString,
    IdentityProviderName: cfnString.pipe(z.string().min(1).max(128)),
    UseDefaults: cfnBoolean.default(false),
    PrincipalTags: z
      .record(
        z.string().refine((key) => isSessionTag(key, ''), 'must be the key of a session tag'),
        cfnString.pipe(z.string().min(1).max(256)),
      )
      .refine((tags) => Object.keys(tags).length <= 50, 'holds at most 50 tags')
      .refine(
        (tags) => new Set(Object.keys(tags).map((key) => key.toLowerCase())).size === Object.keys(tags).length,
        "holds two keys that differ in their letters' case alone",
      )
      .optional(),
  })
  .refine(({ UseDefaults, PrincipalTags }) => UseDefaults !== (PrincipalTags !== undefined), {
    error: 'is either given, or UseDefaults is true',
    path: ['PrincipalTags'],
  });

type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'identityPools'>;

const setTags = [
  'cognito-identity:GetPrincipalTagAttributeMap',
  ...onAny('cognito-identity:SetPrincipalTagAttributeMap'),
];

/**
 * `AWS::Cognito::IdentityPoolPrincipalTag`: one provider's attributes for access control in one pool. `Ref` is `poolId|providerName`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolprincipaltag.html documented
 */
export const principalTag = {
  type: 'AWS::Cognito::IdentityPoolPrincipalTag',
  schema,
  permissions: {
    on: ({ model, ...place }) => identityPoolArn({ ...place, ref: model.IdentityPoolId }),
    create: setTags,
    update: setTags,
    delete: setTags,
    read: ['cognito-identity:GetPrincipalTagAttributeMap'],
  },

  identify: (resource) => ({
    ref: `${requiredString(resource, 'IdentityPoolId')}|${requiredString(resource, 'IdentityProviderName')}`,
    uniqueWithin: 'region',
  }),

  create(resource: Resource<Model>, { identityPools }: Needs) {
    const { IdentityPoolId, IdentityProviderName } = resource.model;
    const tags = checkedTags(resource, identityPools);
    if (identityPools.get(IdentityPoolId)?.principalTags.has(IdentityProviderName)) {
      throw resourceExists(principalTag.type, `${IdentityPoolId}|${IdentityProviderName}`);
    }
    identityPools.setPrincipalTags(IdentityPoolId, IdentityProviderName, tags);
  },

  update(resource: Resource<Model>, _before: Resource<Model>, { identityPools }: Needs) {
    const { IdentityPoolId, IdentityProviderName } = resource.model;
    identityPools.setPrincipalTags(IdentityPoolId, IdentityProviderName, checkedTags(resource, identityPools));
  },

  // Tags of a provider that the pool has no longer are nobody's.
  restore({ model, place }: Resource<Model>, { identityPools }: Needs) {
    const { IdentityPoolId, IdentityProviderName } = model;
    if (!identityPools.has(IdentityPoolId)) throw poolNotFound(IdentityPoolId);
    identityPools.setPrincipalTags(IdentityPoolId, IdentityProviderName, tagMapOf(model, place));
  },

  within: ({ model }: Resource<Model>) => [{ type: 'AWS::Cognito::IdentityPool', id: model.IdentityPoolId }],

  remove({ model }: Resource<Model>, { identityPools }: Needs) {
    identityPools.clearPrincipalTags(model.IdentityPoolId, model.IdentityProviderName);
  },
} satisfies ResourceType<Model>;

/** @throws AssemblyError for AWS's defaults where they are not known here */
export function tagMapOf({ PrincipalTags, IdentityProviderName }: Model, place: string): TagMap {
  if (PrincipalTags !== undefined) return new Map(Object.entries(PrincipalTags));
  if (!IdentityProviderName.includes(':saml-provider/')) return defaultTagMap;
  throw new AssemblyError(
    `${place}: Properties.UseDefaults`,
    "the tag keys of AWS's defaults for SAML are not known here: write them out in PrincipalTags",
  );
}

function checkedTags({ model, place }: Resource<Model>, identityPools: Needs['identityPools']): TagMap {
  const { IdentityPoolId, IdentityProviderName } = model;
  const tags = tagMapOf(model, place);
  const pool = identityPools.get(IdentityPoolId);
  if (pool === undefined) throw poolNotFound(IdentityPoolId);
  const names = [...pool.logins.values()].map(({ provider, principalTagKey = provider }) => principalTagKey);
  if (!names.includes(IdentityProviderName)) throw notATaggedProvider(IdentityProviderName, names);
  return tags;
}
