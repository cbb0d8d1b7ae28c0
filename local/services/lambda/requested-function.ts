import type { DeploymentTarget } from '../../../assembly/types';
import type { HttpRequest } from '../../http/message';
import { constraintBroken, invalidParameter } from './errors';
import { type FunctionNameParts, functionNameParts, functionNamePattern } from './function-name';

/**
 * The function that a request's path and `Qualifier` name.
 *
 * @throws ServiceError `ValidationException` for no name; `InvalidParameterValueException` where name and parameter disagree
 */
export function requestedFunction(request: HttpRequest, written: string, target: DeploymentTarget): FunctionNameParts {
  const parts = functionNameParts(written, target);
  if (parts === undefined) throw constraintBroken(written, 'functionName', functionNamePattern);
  const qualifier = request.query.get('Qualifier') ?? undefined;
  if (qualifier === undefined) return parts;
  if (!/^(\$LATEST|[a-zA-Z0-9-_]{1,128})$/.test(qualifier)) {
    throw constraintBroken(qualifier, 'qualifier', '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+');
  }
  if (parts.qualifier !== undefined && parts.qualifier !== qualifier) {
    throw invalidParameter('The derived qualifier from the function name does not match the specified qualifier.');
  }
  return { ...parts, qualifier };
}
