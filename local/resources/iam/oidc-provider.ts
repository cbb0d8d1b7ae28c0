import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnString, cfnTags } from '../../../assembly/properties';
import { type OidcProvider, oidcProvider as providerOf } from '../../iam/oidc-providers';
import type { Account } from '../account';
import { beside, changed, retagged, tagged, tagKeys } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { oidcProviderExists } from './refusals';

const schema = z.strictObject({
  Url: cfnString,
  ClientIdList: z.array(cfnString).max(100, 'holds at most 100 client IDs').default([]),
  // The issuer's certificate: loopback has none to compare with.
  ThumbprintList: z.array(cfnString).optional(),
  Tags: cfnTags.optional(),
});

type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'oidcProviders'>;

/**
 * `AWS::IAM::OIDCProvider`: `Ref` is the ARN, which is made of the URL: so there is one per URL and account, in all regions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-oidcprovider.html documented
 */
export const oidcProvider = {
  type: 'AWS::IAM::OIDCProvider',
  schema,
  permissions: {
    on: ({ ref }) => ref,
    create: [
      { action: 'iam:CreateOpenIDConnectProvider', keys: tagKeys('Tags') },
      'iam:GetOpenIDConnectProvider',
      tagged('Tags', 'iam:TagOpenIDConnectProvider'),
    ],
    update: [
      'iam:GetOpenIDConnectProvider',
      ...changed('ThumbprintList', 'iam:UpdateOpenIDConnectProviderThumbprint'),
      {
        action: 'iam:AddClientIDToOpenIDConnectProvider',
        of: ['ClientIdList'],
        when: ({ model, before }) => beside(model.ClientIdList, before?.model.ClientIdList).length > 0,
      },
      {
        action: 'iam:RemoveClientIDFromOpenIDConnectProvider',
        of: ['ClientIdList'],
        when: ({ model, before }) => beside(before?.model.ClientIdList, model.ClientIdList).length > 0,
      },
      ...changed('Tags', 'iam:ListOpenIDConnectProviderTags'),
      ...retagged('Tags', 'iam:TagOpenIDConnectProvider', 'iam:UntagOpenIDConnectProvider'),
    ],
    delete: ['iam:DeleteOpenIDConnectProvider'],
    read: ['iam:GetOpenIDConnectProvider'],
  },

  identify(resource) {
    const url = requiredString(resource, 'Url');
    if (!url.startsWith('https://')) {
      throw new AssemblyError(`${resource.place}: Properties.Url`, `must begin with https://, got '${url}'`);
    }
    const { partition, account } = resource;
    const arn = `arn:${partition}:iam::${account}:oidc-provider/${url.slice('https://'.length)}`;
    return { ref: arn, attributes: { Arn: arn }, uniqueWithin: 'account' };
  },

  create(resource: Resource<Model>, { oidcProviders }: Needs) {
    const provider = read(resource);
    if (oidcProviders.find(provider.arn) !== undefined) throw oidcProviderExists(provider.issuer);
    oidcProviders.put(provider);
  },

  update(resource: Resource<Model>, _before: Resource<Model>, { oidcProviders }: Needs) {
    oidcProviders.put(read(resource));
  },

  remove({ ref }: Resource<Model>, { oidcProviders }: Needs) {
    oidcProviders.delete(ref);
  },

  adopt: {
    identifier: ['Arn'],
    find: ({ Arn: ref = '' }, { oidcProviders }) =>
      oidcProviders.find(ref) === undefined ? undefined : { ref, attributes: { Arn: ref } },
  },
} satisfies ResourceType<Model>;

function read({ ref: arn, place, model: { Url: url, ClientIdList: clientIds } }: Resource<Model>): OidcProvider {
  return providerOf({ arn, url, clientIds }, place);
}
