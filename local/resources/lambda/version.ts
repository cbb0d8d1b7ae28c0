import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnString } from '../../../assembly/properties';
import type { NewResource } from '../../../assembly/resource-types/resource-type';
import { functionNameParts } from '../../services/lambda/function-name';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { functionArn, functionNotFound, refused } from './refusals';

/** It says nothing of what is run. That the archive's hash is compared is left out: a directory has none. */
const inert = z.unknown().optional();

const schema = z.strictObject({ FunctionName: cfnString, CodeSha256: inert, Description: inert, RuntimePolicy: inert });

type VersionProperties = z.output<typeof schema>;
type Parts = Pick<Account, 'functions'>;

/**
 * `AWS::Lambda::Version`: keeps `$LATEST`, code and configuration, as it is when the version is created. Nothing of it changes in place.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html
 */
export const lambdaVersion = {
  type: 'AWS::Lambda::Version',
  schema,

  identify(resource: NewResource, { functions }: Parts) {
    const arn = functionOf(resource, String(resource.properties.FunctionName));
    const number = String(functions.nextNumber(arn));
    const ref = `${arn}:${number}`;
    return { ref, attributes: { FunctionArn: ref, Version: number } };
  },

  create(resource: Resource<VersionProperties>, { functions }: Parts) {
    const arn = functionOf(resource, resource.model.FunctionName);
    if (functions.find(arn) === undefined) throw functionNotFound(arn);
    const same = functions.sameAsLatest(arn);
    // Observed: serverless#8392, siem-on-amazon-opensearch-service#261.
    if (same !== undefined) {
      const message = `A version for this Lambda function exists ( ${same} ). Modify the function to create a new version.`;
      throw refused(message, 'AlreadyExists');
    }
    functions.publish(arn, Number(published(resource).number));
  },

  update() {
    // What could differ and replaces nothing says nothing of what is run.
  },

  remove(resource: Resource<VersionProperties>, { functions }: Parts) {
    const { arn, number } = published(resource);
    functions.removeVersion(arn, number);
  },
} satisfies ResourceType<VersionProperties>;

/** The ARN of a version's function. @throws AssemblyError with the place of a name that is none */
function functionOf(resource: NewResource | Resource<VersionProperties>, name: string): string {
  const parts = functionNameParts(name, resource);
  if (parts !== undefined) return functionArn(parts, parts.name);
  throw new AssemblyError(`${resource.place}: Properties.FunctionName`, `'${name}' names no function`);
}

/** What `Ref` says of a version: its function's ARN, and its number. */
function published({ ref }: Resource<VersionProperties>): { readonly arn: string; readonly number: string } {
  const at = ref.lastIndexOf(':');
  return { arn: ref.slice(0, at), number: ref.slice(at + 1) };
}
