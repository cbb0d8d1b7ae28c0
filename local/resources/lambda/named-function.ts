import { AssemblyError } from '../../../assembly/assembly-error';
import type { DeploymentTarget } from '../../../assembly/types';
import { type FunctionNameParts, functionNameParts, qualifiedArn } from '../../services/lambda/function-name';
import type { Holder } from '../resource-type';

/**
 * What the property `FunctionName` of a version or a permission says.
 *
 * @throws AssemblyError with its place
 */
export function namedFunction(
  written: string,
  resource: DeploymentTarget & { readonly place: string },
): FunctionNameParts {
  const parts = functionNameParts(written, resource);
  if (parts !== undefined) return parts;
  throw new AssemblyError(`${resource.place}: Properties.FunctionName`, `'${written}' names no function`);
}

/** What a permission lies in: its function, and the version that it names. */
export function holdersOf(named: FunctionNameParts): readonly Holder[] {
  const { name, qualifier } = named;
  return [
    { type: 'AWS::Lambda::Function', id: name },
    ...(qualifier === undefined ? [] : [{ type: 'AWS::Lambda::Version', id: qualifiedArn(named) }]),
  ];
}
