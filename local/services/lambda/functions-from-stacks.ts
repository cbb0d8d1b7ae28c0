import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { cfnTags } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import { reservedVariables } from './environment-variables';
import type { LambdaFunction } from './lambda-function';
import { permissionStatement } from './permission-statement';
import { understood } from './template-properties';

/** The resource types that {@link functionsFromStacks} takes charge of. */
export const lambdaResourceTypes = ['AWS::Lambda::Function', 'AWS::Lambda::Version', 'AWS::Lambda::Permission'];

/** Lambda's own bound on all variables together, in bytes (**documented**: Lambda quotas). */
const mostEnvironmentBytes = 4096;

const functionSchema = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.string().optional(), S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string(),
  Runtime: z.string().regex(/^nodejs\d+\.x$/, 'only nodejs runtimes run here'),
  PackageType: z.literal('Zip').optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().default(128),
  FunctionName: z.string().optional(),
  ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  Tags: cfnTags.default([]),
  Layers: z.array(z.never(), 'layers are not laid under the code here').max(0).optional(),
});

/** They change where and how well a function runs, not what it may do. */
const inertFunctionProperties = [
  'Architectures',
  'Description',
  'EphemeralStorage',
  'KmsKeyArn',
  'RecursiveLoop',
  'RuntimeManagementConfig',
  'SnapStart',
  'TracingConfig',
];

const versionSchema = z.strictObject({ FunctionName: z.string() });
const inertVersionProperties = ['CodeSha256', 'Description', 'RuntimePolicy'];

/**
 * The functions of the given stacks, with their versions and resource policies. CDK's own custom-resource providers are
 * functions like any other: nothing calls them here, so they are never started.
 *
 * @throws Error naming the place in the template for anything that could not be honoured
 */
export function functionsFromStacks(stacks: readonly DeployedStack[]): readonly LambdaFunction[] {
  const resources = stacks.flatMap((stack) => stack.resources.map((resource) => ({ stack, resource })));
  const ofType = (type: string) => resources.filter(({ resource }) => resource.type === type);
  const versions = ofType('AWS::Lambda::Version').map(({ resource }) => publishedVersion(resource));
  const permissions = ofType('AWS::Lambda::Permission').map(({ stack, resource }) => ({
    resource,
    permission: permissionStatement(resource, stack),
  }));
  const functions = ofType('AWS::Lambda::Function').map(({ stack, resource }) => {
    const bare = toFunction(resource, stack);
    return {
      ...bare,
      versions: new Set(versions.filter((version) => version.arn === bare.arn).map(({ qualifier }) => qualifier)),
      permissions: permissions
        .map(({ permission }) => permission)
        .filter((permission) => permission.resource === bare.arn || permission.resource.startsWith(`${bare.arn}:`)),
    };
  });
  for (const { resource, permission } of permissions) {
    if (functions.some((lambda) => lambda.permissions.includes(permission))) continue;
    throw new Error(`${resource.place}: FunctionName of ${resource.type}: ${permission.resource} is in no stack`);
  }
  return functions;
}

function toFunction(resource: DeployedResource, stack: DeployedStack): LambdaFunction {
  const properties = understood(resource, functionSchema, inertFunctionProperties);
  const name = properties.FunctionName ?? resource.ref;
  return {
    account: stack.account,
    region: stack.region,
    partition: stack.partition,
    name,
    arn: `arn:${stack.partition}:lambda:${stack.region}:${stack.account}:function:${name}`,
    runtime: properties.Runtime,
    handler: properties.Handler,
    codeDirectory: codeDirectory(resource, stack, properties.Code.S3Key),
    roleArn: properties.Role,
    environment: checkedEnvironment(resource, properties.Environment?.Variables ?? {}),
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    logGroupName: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    ...(properties.ReservedConcurrentExecutions === undefined
      ? {}
      : { reservedConcurrency: properties.ReservedConcurrentExecutions }),
    versions: new Set(),
    tags: new Map(properties.Tags.map(({ Key, Value }) => [Key, Value])),
    permissions: [],
    place: resource.place,
  };
}

function codeDirectory(resource: DeployedResource, stack: DeployedStack, key: string): string {
  const path = stack.assets.get(key);
  if (path === undefined) throw new Error(`${resource.place}: Code.S3Key: the assembly has no asset '${key}'`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`${resource.place}: Code.S3Key: ${path} does not exist`);
  if (!found.isDirectory()) {
    throw new Error(
      `${resource.place}: Code.S3Key: ${path} is a file; the local cloud runs code from a directory asset, not from an archive`,
    );
  }
  return join(path);
}

function checkedEnvironment(resource: DeployedResource, variables: Record<string, string>): Record<string, string> {
  const reserved = Object.keys(variables).filter((name) => reservedVariables.includes(name));
  if (reserved.length > 0) {
    throw new Error(`${resource.place}: Environment.Variables: ${reserved.join(', ')}: Lambda reserves this name`);
  }
  const bytes = Object.entries(variables).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (bytes > mostEnvironmentBytes) {
    throw new Error(
      `${resource.place}: Environment.Variables: ${bytes} bytes; Lambda takes at most ${mostEnvironmentBytes} in all`,
    );
  }
  return variables;
}

function publishedVersion(resource: DeployedResource): { readonly arn: string; readonly qualifier: string } {
  understood(resource, versionSchema, inertVersionProperties);
  const at = resource.ref.lastIndexOf(':');
  return { arn: resource.ref.slice(0, at), qualifier: resource.ref.slice(at + 1) };
}
