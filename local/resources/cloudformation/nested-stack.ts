import { z } from 'zod';
import { generatedName, seedOf, uuid } from '../../../assembly/physical-name';
import { cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';
import { templatePlace, templateQuestion } from '../../services/cloudformation/template-place';
import { servesLoopbackAnd } from '../../shared/hosts';
import type { Account } from '../account';
import type { NestedStack, NestedStacks } from '../nested-stacks';
import type { Permission } from '../permissions';
import type { Resource } from '../resource';
import type { ResourceType } from '../resource-type';

/** Templates lie in S3, or in the local cloud at its own address, as `aws cloudformation package` writes it. */
export const isOwnHost = servesLoopbackAnd([]);

/** The file of an assembly, or beside a template on disk, that an address of a template means; undefined: it lies in a bucket. */
export function assetOf(assets: ReadonlyMap<string, string> | undefined, url: string): string | undefined {
  const key = templatePlace(url, isOwnHost)?.key;
  return assets?.get(key ?? url);
}

/** A list is handed on as its members with commas between them, as parameters of lists take it. */
const parameter = z.union([cfnString, z.array(cfnString).transform((members) => members.join(','))]);

const schema = z.strictObject({
  TemplateURL: cfnString,
  Parameters: z.record(z.string(), parameter).default({}),
  Tags: cfnTags.default([]),
  /** Nothing takes that long here. */
  TimeoutInMinutes: cfnInteger.optional(),
  /** Nobody is told of events. */
  NotificationARNs: z.array(cfnString).optional(),
});

/**
 * Whoever deploys reads the template (**documented**: `TemplateURL`, that it lies in a bucket; **observed** words: sagemaker-explaining-credit-decisions#1), unless the
 * assembly on disk has it.
 */
const readTemplate = ['s3:GetObject', 's3:GetObjectVersion'].map((action): Permission<NestedStack> => {
  const question = ({ model, partition }: Resource<NestedStack>) => {
    const place = templatePlace(model.TemplateURL, isOwnHost);
    return place && templateQuestion(place, partition);
  };
  return {
    action,
    on: (resource) => question(resource)?.resource ?? [],
    when: (resource) =>
      assetOf(resource.assets, resource.model.TemplateURL) === undefined && question(resource)?.action === action,
    refusal: () => 'S3 error: Access Denied',
  };
});

/** Longer names are none (**documented**: `CreateStack`, `StackName`). */
const longestName = 128;

/**
 * `AWS::CloudFormation::Stack`, a stack within a stack: `Ref` is its ID, and each output of its template is an attribute `Outputs.<name>`.
 * Its name is made like those of other resources (**observed**: quickstart-tableau-server#25).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html documented
 */
export const nestedStack: ResourceType<NestedStack> = {
  type: 'AWS::CloudFormation::Stack',
  schema,
  handsOnIn: ['Parameters'],
  permissions: {
    on: ({ ref }) => ref,
    create: ['cloudformation:CreateStack', ...readTemplate],
    update: ['cloudformation:UpdateStack', ...readTemplate],
    delete: ['cloudformation:DeleteStack'],
    read: ['cloudformation:DescribeStacks'],
  },
  identify(resource) {
    const { partition, region, account } = resource;
    const name = generatedName(resource, { maxLength: longestName });
    const id = uuid(['stack', ...seedOf(resource)]);
    return { ref: `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${id}`, later: true };
  },
  create: (resource, account) => nested(account).create(resource),
  update: (resource, _before, account) => nested(account).update(resource),
  remove: (resource, account) => nested(account).remove(resource),
  outdated: (resource, account) => nested(account).isOutdated(resource),
  // A stack of its own, which is kept as such.
  restore() {},
  replaces: () => false,
  removeAfterFailure: true,
};

function nested({ nestedStacks: { runner } }: Account): NestedStacks {
  if (runner === undefined) throw new Error('nobody makes nested stacks in this account');
  return runner;
}
