import { z } from 'zod';
import { generatedName } from '../../../assembly/physical-name';
import { cfnString, cfnTags } from '../../../assembly/properties';
import { samlProvider as providerOf } from '../../iam/saml-providers';
import type { SamlProvider } from '../../identities/saml/saml-provider';
import type { Account } from '../account';
import { changed, retagged, tagged, tagKeys } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { samlProviderExists } from './refusals';

/** Without the properties for encrypted assertions, which identity pools do not take (documented). */
const schema = z.strictObject({
  Name: cfnString.optional(),
  SamlMetadataDocument: cfnString,
  Tags: cfnTags.optional(),
});

type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'samlProviders'>;

/**
 * `AWS::IAM::SAMLProvider`: `Ref` is the ARN.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-samlprovider.html documented
 */
export const samlProvider = {
  type: 'AWS::IAM::SAMLProvider',
  schema,
  permissions: {
    on: ({ ref }) => ref,
    create: [
      { action: 'iam:CreateSAMLProvider', keys: tagKeys('Tags') },
      'iam:GetSAMLProvider',
      tagged('Tags', 'iam:TagSAMLProvider'),
    ],
    update: [
      'iam:GetSAMLProvider',
      ...changed('SamlMetadataDocument', 'iam:UpdateSAMLProvider'),
      ...changed('Tags', 'iam:ListSAMLProviderTags'),
      ...retagged('Tags', 'iam:TagSAMLProvider', 'iam:UntagSAMLProvider'),
    ],
    delete: ['iam:DeleteSAMLProvider'],
    read: ['iam:GetSAMLProvider'],
  },

  identify(resource) {
    const name = optionalString(resource, 'Name') ?? generatedName(resource, { maxLength: 128 });
    const arn = `arn:${resource.partition}:iam::${resource.account}:saml-provider/${name}`;
    return { ref: arn, attributes: { Arn: arn }, uniqueWithin: 'account' };
  },

  create(resource: Resource<Model>, { samlProviders }: Needs) {
    const provider = read(resource);
    const { arn } = provider;
    if (samlProviders.isNameTaken(arn)) throw samlProviderExists(arn.slice(arn.lastIndexOf('/') + 1));
    samlProviders.put(provider);
  },

  update(resource: Resource<Model>, _before: Resource<Model>, { samlProviders }: Needs) {
    samlProviders.put(read(resource));
  },

  remove({ ref }: Resource<Model>, { samlProviders }: Needs) {
    samlProviders.delete(ref);
  },

  adopt: {
    identifier: ['Arn'],
    find: ({ Arn: ref = '' }, { samlProviders }) =>
      samlProviders.find(ref) === undefined ? undefined : { ref, attributes: { Arn: ref } },
  },
} satisfies ResourceType<Model>;

function read({ ref: arn, place, model }: Resource<Model>): SamlProvider {
  return providerOf({ arn, metadata: model.SamlMetadataDocument }, place);
}
