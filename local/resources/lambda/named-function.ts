import { AssemblyError } from '../../../assembly/assembly-error';
import type { DeploymentTarget } from '../../../assembly/types';
import { type FunctionNameParts, functionNameParts } from '../../services/lambda/function-name';

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
