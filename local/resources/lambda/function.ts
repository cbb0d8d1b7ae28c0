import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { generatedName } from '../../../assembly/physical-name';
import { cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';
import { reservedVariables } from '../../services/lambda/environment-variables';
import type { DesiredFunction } from '../../services/lambda/lambda-function';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { codeOf, codeProperties } from './code-of';
import { functionPermissions } from './function-permissions';
import { functionArn, functionNotFound, refused } from './refusals';

/** Lambda's own bound on all variables together, in bytes (**documented**: Lambda quotas). */
const mostEnvironmentBytes = 4096;

/** It changes where and how well a function runs, not what it may do. */
const inert = z.unknown().optional();

const schema = z.strictObject({
  Code: codeProperties,
  Handler: cfnString,
  Role: cfnString,
  Runtime: z.string().regex(/^nodejs\d+\.x$/, 'only nodejs runtimes run here'),
  PackageType: z.literal('Zip').optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), cfnString).default({}) }).optional(),
  Timeout: cfnInteger.pipe(z.int().min(1).max(900)).default(3),
  MemorySize: cfnInteger.default(128),
  FunctionName: cfnString.optional(),
  ReservedConcurrentExecutions: cfnInteger.pipe(z.int().min(0)).optional(),
  LoggingConfig: z.object({ LogGroup: cfnString.optional() }).optional(),
  Tags: cfnTags.default([]),
  Layers: z.array(z.never(), 'layers are not laid under the code here').max(0).optional(),
  Architectures: inert,
  Description: inert,
  EphemeralStorage: inert,
  KmsKeyArn: inert,
  RecursiveLoop: inert,
  RuntimeManagementConfig: inert,
  SnapStart: inert,
  TracingConfig: inert,
});

/** What belongs to the function as a whole: what `GetFunctionConfiguration` answers of a version has none of it (**documented**). */
const unversioned = new Set(['ReservedConcurrentExecutions', 'Tags', 'RecursiveLoop']);

/** What shows in a function's description alone. */
const describedAlone = ['Architectures', 'Description', 'EphemeralStorage', 'TracingConfig'] as const;

type FunctionProperties = z.output<typeof schema>;
type Parts = Pick<Account, 'functions' | 'buckets'>;

/**
 * `AWS::Lambda::Function`: `Ref` is the name; SnapStart's attributes are left out. An update changes `$LATEST`: what runs of the old one
 * answers, and is not used again.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html documented
 */
export const lambdaFunction = {
  type: 'AWS::Lambda::Function',
  schema,
  permissions: functionPermissions,

  identify(resource) {
    const name = optionalString(resource, 'FunctionName') ?? generatedName(resource, { maxLength: 64 });
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
      throw new AssemblyError(`${resource.place}: Properties.FunctionName`, `takes a plain name, got '${name}'`);
    }
    return { ref: name, attributes: { Arn: functionArn(resource, name) }, uniqueWithin: 'region' };
  },

  create(resource: Resource<FunctionProperties>, parts: Parts) {
    checkEnvironment(resource);
    // **Documented** status (ResourceConflictException); the words are those of the API, **unconfirmed** for CloudFormation.
    if (parts.functions.find(functionArn(resource, resource.ref)) !== undefined) {
      throw refused(`Function already exist: ${resource.ref}`, 'AlreadyExists', 409);
    }
    parts.functions.add(desired(resource, codeOf(resource, parts)));
  },

  update(resource: Resource<FunctionProperties>, before: Resource<FunctionProperties>, parts: Parts) {
    const arn = functionArn(resource, resource.ref);
    checkEnvironment(resource);
    if (parts.functions.find(arn) === undefined) throw functionNotFound(arn);
    // Code that is named as before is not read again: the archive may be gone from its bucket by now.
    const sameCode = isDeepStrictEqual(resource.model.Code, before.model.Code);
    if (sameCode) moved(resource, parts);
    const standing = parts.functions.find(arn) ?? { codeDirectory: '' };
    parts.functions.change(desired(resource, sameCode ? standing.codeDirectory : codeOf(resource, parts)));
  },

  // Functions are kept with their versions, which may have code and configuration that no template has any more.
  restore() {},

  moved,

  remove(resource: Resource<FunctionProperties>, { functions }: Parts) {
    functions.remove(functionArn(resource, resource.ref));
  },
} satisfies ResourceType<FunctionProperties>;

/** An assembly that was synthesized again has the same code elsewhere. */
function moved(resource: Resource<FunctionProperties>, { functions }: Pick<Parts, 'functions'>): void {
  const directory = resource.assets?.get(resource.model.Code.S3Key ?? '');
  if (directory !== undefined && statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    functions.moveCode(functionArn(resource, resource.ref), directory);
  }
}

function desired(resource: Resource<FunctionProperties>, codeDirectory: string): DesiredFunction {
  const { account, region, partition, ref: name, model, properties } = resource;
  const versioned = Object.entries(properties).filter(([property]) => !unversioned.has(property));
  return {
    configuration: {
      account,
      region,
      partition,
      name,
      arn: functionArn(resource, name),
      runtime: model.Runtime,
      handler: model.Handler,
      codeDirectory,
      roleArn: model.Role,
      environment: model.Environment?.Variables ?? {},
      timeoutSeconds: model.Timeout,
      memoryMegabytes: model.MemorySize,
      logGroupName: model.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
      described: Object.fromEntries(
        describedAlone.map((name) => [name, model[name]]).filter(([, value]) => value !== undefined),
      ),
      place: resource.place,
    },
    versioned: JSON.stringify(versioned.sort(([left], [right]) => (left < right ? -1 : 1))),
    ...(model.ReservedConcurrentExecutions === undefined
      ? {}
      : { reservedConcurrency: model.ReservedConcurrentExecutions }),
    tags: new Map(model.Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

/** @throws ResourceRefused in Lambda's words: **observed**, aws-cdk#28048 and cdk-github-runners#995 */
function checkEnvironment({ model }: Resource<FunctionProperties>): void {
  const variables = model.Environment?.Variables ?? {};
  const because =
    'Lambda was unable to configure your environment variables because the environment variables you have provided';
  const reserved = Object.keys(variables).filter((name) => reservedVariables.includes(name));
  if (reserved.length > 0) {
    const words =
      'contains reserved keys that are currently not supported for modification. Reserved keys used in this request';
    throw refused(`${because} ${words}: ${reserved.join(', ')}`, 'InvalidRequest');
  }
  const bytes = Object.entries(variables).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (bytes > mostEnvironmentBytes) {
    throw refused(`${because} exceeded the 4KB limit. Measured size: ${bytes} bytes`, 'InvalidRequest');
  }
}
