import { z } from 'zod';
import { generatedName } from '../../../assembly/physical-name';
import { cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';
import type { LogGroup } from '../../services/logs/log-groups';
import { given, onAny, retagged, setOrTaken, tagKeys } from '../permission-entries';
import { ResourceRefused } from '../resource-refused';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';

/** Documented: `RetentionInDays`. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** A key of one's own, policies and protection against deletion are not understood: a template that has them is refused. */
const schema = z.strictObject({
  LogGroupName: cfnString
    .pipe(z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/, 'must be 1 to 512 letters, digits and . - _ / #'))
    .optional(),
  RetentionInDays: cfnInteger
    .refine((days) => retentions.includes(days), `must be one of ${retentions.join(', ')}`)
    .optional(),
  LogGroupClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']).optional(),
  Tags: cfnTags.optional(),
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::Logs::LogGroup`: `Ref` is the name; `Arn` ends in `:*`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html documented
 */
export const logGroup: ResourceType<Properties> = {
  type: 'AWS::Logs::LogGroup',
  schema,
  permissions: {
    // With what stands for its streams behind it (documented: CloudWatch Logs guide, "Log group ARN"; so written in refusals:
    // aws-cf-templates#308); where tags are set, without.
    on: (resource) => `${logGroupArn(resource)}:log-stream:`,
    create: [
      { action: 'logs:CreateLogGroup', keys: tagKeys('Tags') },
      // CloudFormation gives each group tags of its own (observed: DataDog/cloudformation-template#61).
      { action: 'logs:TagResource', on: logGroupArn, keys: tagKeys('Tags') },
      ...onAny('logs:DescribeLogGroups'),
      ...given('RetentionInDays', 'logs:PutRetentionPolicy'),
    ],
    update: [
      ...onAny('logs:DescribeLogGroups'),
      ...setOrTaken('RetentionInDays', 'logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy'),
      ...retagged('Tags', 'logs:TagResource', 'logs:UntagResource').map((one) => ({ ...one, on: logGroupArn })),
    ],
    delete: ['logs:DeleteLogGroup', ...onAny('logs:DescribeLogGroups')],
    read: [
      'logs:GetDataProtectionPolicy',
      { action: 'logs:ListTagsForResource', on: logGroupArn },
      ...onAny('logs:DescribeLogGroups', 'logs:DescribeIndexPolicies', 'logs:DescribeResourcePolicies'),
    ],
  },
  identify(resource) {
    const name = optionalString(resource, 'LogGroupName') ?? generatedName(resource, { maxLength: 512 });
    const { partition, region, account } = resource;
    return {
      ref: name,
      attributes: { Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*` },
      uniqueWithin: 'region',
    };
  },
  create(resource, { logGroups }) {
    if (logGroups.find(resource.ref) !== undefined) {
      // Observed: serverless#3168.
      const identifier = JSON.stringify({ '/properties/LogGroupName': resource.ref });
      const message = `Resource of type 'AWS::Logs::LogGroup' with identifier '${identifier}' already exists.`;
      throw new ResourceRefused({ code: 'AlreadyExists', message });
    }
    logGroups.set(groupOf(resource));
  },
  update(resource, _before, { logGroups }) {
    logGroups.set(groupOf(resource));
  },
  remove({ ref }, { logGroups }) {
    logGroups.delete(ref);
  },
};

function groupOf({ ref, model: { RetentionInDays } }: Resource<Properties>): LogGroup {
  return { name: ref, ...(RetentionInDays === undefined ? {} : { retentionDays: RetentionInDays }) };
}

function logGroupArn({ partition, region, account, ref }: Resource<Properties>): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${ref}`;
}
