import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { namedFunction } from './named-function';
import { functionArn, functionNotFound, refused } from './refusals';

/** It says nothing of what is run. That the archive's hash is compared is left out: a directory has none. */
const inert = z.unknown().optional();

const schema = z.strictObject({ FunctionName: cfnString, CodeSha256: inert, Description: inert, RuntimePolicy: inert });

type VersionProperties = z.output<typeof schema>;
type Parts = Pick<Account, 'functions'>;

/**
 * `AWS::Lambda::Version`: keeps `$LATEST`, code and configuration, as it is when the version is created. Nothing of it changes in place.
 * `Ref` is the function's ARN with the version's number.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html documented;
 *   that `FunctionArn` is the version's ARN follows from its being the type's primary identifier, which `Ref` answers
 */
export const lambdaVersion = {
  type: 'AWS::Lambda::Version',
  schema,
  permissions: {
    on: ({ ref }) => ref,
    create: [
      { action: 'lambda:PublishVersion', on: versionedFunction },
      'lambda:GetFunctionConfiguration',
      'lambda:GetProvisionedConcurrencyConfig',
      'lambda:GetRuntimeManagementConfig',
    ],
    update: [],
    delete: ['lambda:DeleteFunction', 'lambda:GetFunctionConfiguration'],
    read: [
      'lambda:GetFunctionConfiguration',
      'lambda:GetProvisionedConcurrencyConfig',
      'lambda:GetRuntimeManagementConfig',
    ],
  },

  // Numbers are never given twice, whatever became of the versions that had them (documented).
  identify(resource, { functions }) {
    const parts = namedFunction(requiredString(resource, 'FunctionName'), resource);
    const arn = functionArn(parts, parts.name);
    const Version = String(functions.nextNumber(arn));
    return { ref: `${arn}:${Version}`, attributes: { FunctionArn: `${arn}:${Version}`, Version } };
  },

  create(resource: Resource<VersionProperties>, { functions }: Parts) {
    const parts = namedFunction(resource.model.FunctionName, resource);
    const arn = functionArn(parts, parts.name);
    if (functions.find(arn) === undefined) throw functionNotFound(arn);
    const same = functions.sameAsLatest(arn);
    // Observed: serverless#8392, siem-on-amazon-opensearch-service#261.
    if (same !== undefined) {
      const message = `A version for this Lambda function exists ( ${same} ). Modify the function to create a new version.`;
      throw refused(message, 'AlreadyExists');
    }
    functions.publish(arn, Number(published(resource).number));
  },

  // As the function.
  restore() {},

  within: ({ model, ...place }: Resource<VersionProperties>) => [
    { type: 'AWS::Lambda::Function', id: namedFunction(model.FunctionName, place).name },
  ],

  update() {
    // What could differ and replaces nothing says nothing of what is run.
  },

  remove(resource: Resource<VersionProperties>, { functions }: Parts) {
    const { arn, number } = published(resource);
    functions.removeVersion(arn, number);
  },
} satisfies ResourceType<VersionProperties>;

/** What `Ref` says of a version: its function's ARN, and its number. */
function published({ ref }: Resource<VersionProperties>): { readonly arn: string; readonly number: string } {
  const at = ref.lastIndexOf(':');
  return { arn: ref.slice(0, at), number: ref.slice(at + 1) };
}

/** The ARN of a version's function. */
function versionedFunction(resource: Resource<VersionProperties>): string {
  return published(resource).arn;
}
