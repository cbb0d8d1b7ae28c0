import { z } from 'zod';
import { seedOf, steadyRandom } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import { parameterTaken } from '../../services/ssm/errors';
import type { ParameterSettings } from '../../services/ssm/parameters';
import { nameProblem, valueProblem } from '../../services/ssm/rules';
import { retagged, tagKeys } from '../permission-entries';
import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString, requiredString } from '../string-properties';

const schema = z.strictObject({
  Name: cfnString.optional(),
  Type: z.enum(['String', 'StringList'], 'must be String or StringList: CloudFormation makes no SecureString'),
  Value: cfnString,
  Description: cfnString.optional(),
  AllowedPattern: cfnString.optional(),
  DataType: z.literal('text', 'only text is supported here').optional(),
  Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).default('Standard'),
  // An object, unlike elsewhere (documented).
  Tags: z.record(z.string(), cfnString).default({}),
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::SSM::Parameter`: `Ref` is the name; the form of a generated one is **unconfirmed**. A `SecureString` can't be made by
 * CloudFormation (documented). An update is a new version, whoever wrote the one before; that one of the tags alone is one too is
 * **unconfirmed**.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html documented
 */
export const ssmParameter: ResourceType<Properties> = {
  type: 'AWS::SSM::Parameter',
  schema,
  handsOnIn: ['Value'],
  permissions: {
    on: ({ partition, region, account, ref }) =>
      `arn:${partition}:ssm:${region}:${account}:parameter/${ref.replace(/^\//, '')}`,
    create: [
      { action: 'ssm:PutParameter', keys: tagKeys('Tags') },
      // CloudFormation adds tags of its own (documented: AWS::SSM::Parameter).
      { action: 'ssm:AddTagsToResource', keys: tagKeys('Tags') },
      'ssm:GetParameters',
    ],
    update: [
      'ssm:PutParameter',
      'ssm:GetParameters',
      ...retagged('Tags', 'ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'),
    ],
    delete: ['ssm:DeleteParameter'],
    read: ['ssm:GetParameters', 'ssm:ListTagsForResource'],
  },
  identify: (resource) => ({
    ref: optionalString(resource, 'Name') ?? `CFN-${resource.logicalId}-${steadyRandom(seedOf(resource), 12)}`,
    attributes: { Type: requiredString(resource, 'Type'), Value: String(resource.properties.Value) },
    uniqueWithin: 'region',
  }),
  create(resource, { parameters, clock }) {
    const problem = nameProblem(resource.ref);
    if (problem !== undefined) throw refused(problem, 'InvalidRequest');
    const settings = settingsOf(resource);
    if (parameters.find(resource.ref) !== undefined) throw refused(parameterTaken, 'AlreadyExists');
    parameters.put(resource.ref, settings, clock.now(), tagsOf(resource));
  },
  update(resource, _before, { parameters, clock }) {
    const settings = settingsOf(resource);
    if (parameters.find(resource.ref) === undefined) throw refused(`Parameter ${resource.ref} not found.`, 'NotFound');
    parameters.put(resource.ref, settings, clock.now(), tagsOf(resource));
  },
  remove({ ref }, { parameters }) {
    parameters.remove(ref);
  },
};

function settingsOf({ model }: Resource<Properties>): ParameterSettings {
  const settings = {
    type: model.Type,
    value: model.Value,
    tier: model.Tier,
    ...(model.Description === undefined ? {} : { description: model.Description }),
    ...(model.AllowedPattern === undefined ? {} : { allowedPattern: model.AllowedPattern }),
  };
  const problem = valueProblem(settings);
  if (problem !== undefined) throw refused(problem, 'InvalidRequest');
  return settings;
}

const tagsOf = ({ model }: Resource<Properties>) => new Map(Object.entries(model.Tags));

/** The words of {@link parameterTaken} are observed, those of the rules are **unconfirmed**. */
function refused(message: string, code: HandlerErrorCode): ResourceRefused {
  return new ResourceRefused({ message, code, service: 'Ssm' });
}
