import { createHash } from 'node:crypto';
import { CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** The resources that decide who may do what, whole. */
const deciding = /^AWS::(IAM::|S3::BucketPolicy$|Cognito::|KMS::|ApiGateway::|Lambda::Permission$)/;
/** Of other resources, the properties that do: what a bucket lets through, a table's keys and its own policy, who encrypts. */
const decidingProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['PublicAccessBlockConfiguration', 'OwnershipControls', 'BucketEncryption'],
  'AWS::DynamoDB::GlobalTable': ['KeySchema', 'AttributeDefinitions', 'Replicas', 'SSESpecification'],
};

/**
 * A value that changes whenever a trust, a grant, a mapping or a switch of the pool changes in these stacks: the hash of
 * their finished resources. Computed when the template is written, so that it sees grants made after this call.
 *
 * @param functions whose code decides what a player may do, beside IAM
 */
export function permissionsFingerprint(stacks: readonly Stack[], functions: readonly IFunction[] = []): string {
  return Lazy.string({
    produce: () => {
      const resources = stacks
        .flatMap((stack) => stack.node.findAll())
        .filter(CfnResource.isCfnResource)
        .flatMap((resource) => decidingPart(resource))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const decided = [...resources, ...functions.map(codeOf)];
      return createHash('sha256').update(JSON.stringify(decided)).digest('hex').slice(0, 32);
    },
  });
}

/** A function by its path, and which code it runs: its settings are no decision. */
function codeOf({ node, stack }: IFunction): [path: string, code: unknown] {
  const resource = node.defaultChild as CfnResource;
  const [written] = Object.values(stack.resolve(resource._toCloudFormation()).Resources) as {
    Properties?: Record<string, unknown>;
  }[];
  return [node.path, written?.Properties?.Code];
}

/** A resource by its path, as far as it decides anything. */
function decidingPart(resource: CfnResource): [path: string, part: unknown][] {
  const type = resource.cfnResourceType;
  if (!deciding.test(type) && !Object.hasOwn(decidingProperties, type)) return [];
  const template = Stack.of(resource).resolve(resource._toCloudFormation());
  if (deciding.test(type)) return [[resource.node.path, template]];
  const [written] = Object.values(template.Resources) as { Properties?: Record<string, unknown> }[];
  return [[resource.node.path, decidingProperties[type]?.map((property) => written?.Properties?.[property])]];
}
