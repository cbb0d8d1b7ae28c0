import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { urlSuffix } from '../../../assembly/parameters';
import { generatedName } from '../../../assembly/physical-name';
import { cfnBoolean, cfnString, cfnTags } from '../../../assembly/properties';
import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import type { RepositorySettings } from '../../services/ecr/repositories';
import type { Account } from '../account';
import { changed, given, retagged, setOrTaken, tagged, tagKeys } from '../permission-entries';
import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';

const schema = z.strictObject({
  RepositoryName: cfnString.optional(),
  ImageTagMutability: z.enum(['MUTABLE', 'IMMUTABLE']).default('MUTABLE'),
  ImageScanningConfiguration: z.strictObject({ ScanOnPush: cfnBoolean.default(false) }).optional(),
  EncryptionConfiguration: z
    .strictObject({ EncryptionType: z.literal('AES256', 'the local cloud has no KMS: it must be AES256') })
    .optional(),
  LifecyclePolicy: z
    .strictObject({ LifecyclePolicyText: cfnString.optional(), RegistryId: cfnString.optional() })
    .optional(),
  RepositoryPolicyText: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
  EmptyOnDelete: cfnBoolean.default(false),
  Tags: cfnTags.default([]),
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::ECR::Repository`, as far as the CDK's bootstrap template has it: `Ref` is the name. A lifecycle rule changes nothing: time passes
 * too fast here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html documented
 */
export const ecrRepository: ResourceType<Properties> = {
  type: 'AWS::ECR::Repository',
  schema,
  permissions: {
    on: ({ attributes }) => attributes.Arn ?? '',
    create: [
      { action: 'ecr:CreateRepository', keys: tagKeys('Tags') },
      tagged('Tags', 'ecr:TagResource'),
      ...given('LifecyclePolicy', 'ecr:PutLifecyclePolicy'),
      ...given('RepositoryPolicyText', 'ecr:SetRepositoryPolicy'),
    ],
    update: [
      'ecr:DescribeRepositories',
      ...changed('ImageTagMutability', 'ecr:PutImageTagMutability'),
      ...changed('ImageScanningConfiguration', 'ecr:PutImageScanningConfiguration'),
      ...setOrTaken('LifecyclePolicy', 'ecr:PutLifecyclePolicy', 'ecr:DeleteLifecyclePolicy'),
      ...setOrTaken('RepositoryPolicyText', 'ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy'),
      ...changed('Tags', 'ecr:ListTagsForResource'),
      ...retagged('Tags', 'ecr:TagResource', 'ecr:UntagResource'),
    ],
    delete: ['ecr:DeleteRepository'],
    read: ['ecr:DescribeRepositories', 'ecr:GetLifecyclePolicy', 'ecr:GetRepositoryPolicy', 'ecr:ListTagsForResource'],
  },
  identify(resource) {
    const given = optionalString(resource, 'RepositoryName');
    const name = given ?? generatedName(resource, { maxLength: 256, lowerCase: true });
    // Documented: the pattern of the property.
    if (!/^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name)) {
      throw new AssemblyError(`${resource.place}: Properties.RepositoryName`, `is no name of a repository: '${name}'`);
    }
    const { partition, region, account } = resource;
    return {
      ref: name,
      attributes: {
        Arn: `arn:${partition}:ecr:${region}:${account}:repository/${name}`,
        RepositoryUri: `${account}.dkr.ecr.${region}.${urlSuffix(partition)}/${name}`,
      },
      uniqueWithin: 'region',
    };
  },
  create(resource, account) {
    const { ref: name } = resource;
    const settings = settingsOf(resource, account);
    if (account.repositories.find(name) !== undefined) {
      // The form is that of the words below; these are **unconfirmed**.
      const message = `The repository with name '${name}' already exists in the registry with id '${account.account}'`;
      throw refused(message, 'AlreadyExists');
    }
    account.repositories.put(settings, account.clock.now());
  },
  update(resource, _before, account) {
    const settings = settingsOf(resource, account);
    if (account.repositories.find(resource.ref) === undefined) {
      const message = `The repository with name '${resource.ref}' does not exist in the registry with id '${account.account}'`;
      throw refused(message, 'NotFound');
    }
    account.repositories.put(settings, account.clock.now());
  },
  remove({ ref: name, model }, account) {
    const images = account.repositories.find(name)?.images.size ?? 0;
    if (images > 0 && !model.EmptyOnDelete) {
      // **Observed**: appmeshworkshop#31.
      const message = `The repository with name '${name}' in registry with id '${account.account}' cannot be deleted because it still contains images`;
      throw refused(message, 'GeneralServiceException');
    }
    account.repositories.remove(name);
  },
};

function settingsOf(resource: Resource<Properties>, account: Account): RepositorySettings {
  const { model, ref: name } = resource;
  const policy = model.RepositoryPolicyText;
  const lifecyclePolicy = model.LifecyclePolicy?.LifecyclePolicyText;
  if (lifecyclePolicy !== undefined) parsed(lifecyclePolicy, 'LifecyclePolicyText');
  return {
    name,
    tagMutability: model.ImageTagMutability,
    scanOnPush: model.ImageScanningConfiguration?.ScanOnPush ?? false,
    tags: new Map(model.Tags.map(({ Key, Value }) => [Key, Value])),
    ...(lifecyclePolicy === undefined ? {} : { lifecyclePolicy }),
    ...(policy === undefined
      ? {}
      : {
          policy: repositoryPolicy(policy, `${resource.place}: RepositoryPolicyText`, account.repositories.arnOf(name)),
        }),
  };
}

/** A repository policy names no resource: it is of its repository (documented: "Private repository policies"). */
function repositoryPolicy(policy: unknown, place: string, arn: string): CompiledPolicy {
  const document = typeof policy === 'string' ? parsed(policy, 'RepositoryPolicyText') : (policy as object);
  const statements = [(document as { readonly Statement?: unknown }).Statement].flat();
  const named = statements.map((statement) =>
    typeof statement === 'object' && statement !== null ? { Resource: arn, ...statement } : statement,
  );
  return compilePolicy({ ...document, Statement: named }, place, 'resource');
}

function parsed(text: string, property: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Refused below, like JSON that is no object.
  }
  throw refused(`Invalid parameter at '${property}' failed to satisfy constraint: 'not valid JSON'`, 'InvalidRequest');
}

/** What ECR says, as CloudFormation hands it on. */
function refused(message: string, code: HandlerErrorCode): ResourceRefused {
  return new ResourceRefused({ message, code, service: 'Ecr' });
}
