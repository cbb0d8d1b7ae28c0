import { AssemblyError } from '../assembly-error';
import { generatedName } from '../physical-name';
import { type NewResource, optionalString, type ResourceType, requiredString, unnamed } from './resource-type';

/**
 * `AWS::Lambda::Function`: `Ref` is the name. SnapStart's attributes are left out.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html documented
 */
export const lambdaFunction: ResourceType = (resource) => {
  const name = optionalString(resource, 'FunctionName') ?? generatedName(resource, { maxLength: 64 });
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
    throw new AssemblyError(`${resource.place}: Properties.FunctionName`, `takes a plain name, got '${name}'`);
  }
  return { ref: name, attributes: { Arn: functionArn(resource, name) }, uniqueWithin: 'region' };
};

/**
 * `AWS::Lambda::Version`: `Ref` is the function's ARN with the version's number. A fresh deployment numbers from 1.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html documented;
 *   that `FunctionArn` is the version's ARN follows from its being the type's primary identifier, which `Ref` answers
 */
export const lambdaVersion: ResourceType = (resource) => {
  const versionedFunction = requiredString(resource, 'FunctionName');
  const unqualified = functionArn(resource, plainFunctionName(versionedFunction));
  const published = resource.earlier.filter(
    ({ type, ref }) => type === resource.type && ref.startsWith(`${unqualified}:`),
  );
  const version = String(published.length + 1);
  const arn = `${unqualified}:${version}`;
  return { ref: arn, attributes: { FunctionArn: arn, Version: version } };
};

/** `AWS::Lambda::Permission`: `Ref` is the statement's ID in the function's policy. */
export const lambdaPermission: ResourceType = (resource) => {
  const id = unnamed(resource);
  return { ref: id, attributes: { Id: id } };
};

function functionArn({ partition, region, account }: NewResource, name: string): string {
  return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
}

/** A function may be named by name, by ARN or by `account:function:name`. */
function plainFunctionName(nameOrArn: string): string {
  const marker = 'function:';
  const start = nameOrArn.indexOf(marker);
  return start < 0 ? nameOrArn : (nameOrArn.slice(start + marker.length).split(':')[0] ?? '');
}
