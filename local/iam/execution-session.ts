import type { SessionCredentials } from '../sessions/session';
import { type AssumeRoleDependencies, assumeRoleForService } from './assume-role';
import type { Refuse } from './refused';
import type { RoleDirectory } from './role-directory';

/** Whose code runs under the session. */
export interface ExecutedFunction {
  readonly name: string;
  /** Without qualifier. */
  readonly arn: string;
  /** The execution role. */
  readonly roleArn: string;
}

/**
 * The credentials that Lambda gives a function: a session of its execution role, whose trust policy must let Lambda take it.
 *
 * @param refuse ends the call that needs them, where the role does not trust Lambda
 * @throws Error when there is no such role
 */
export function executionSession(
  parts: AssumeRoleDependencies & { readonly roles: Pick<RoleDirectory, 'find'> },
  lambda: ExecutedFunction,
  refuse: Refuse,
): SessionCredentials {
  const role = parts.roles.find(lambda.roleArn);
  if (role === undefined) throw new Error(`the function's execution role ${lambda.roleArn} does not exist`);
  // Documented: the session of a function is named after it, and each of its requests says which function makes it.
  const keys = { 'lambda:SourceFunctionArn': lambda.arn };
  const assumption = assumeRoleForService(parts, role, 'lambda.amazonaws.com', lambda.name, keys);
  return assumption.assumed ? assumption.session.credentials : refuse(assumption.refused);
}
