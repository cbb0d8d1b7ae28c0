import type { SessionCredentials } from '../sessions/session';
import { type AssumeRoleDependencies, assumeRoleForService } from './assume-role';
import type { Refuse } from './refused';
import type { RoleDirectory } from './role';

/**
 * The credentials that Lambda gives a function: a session of its execution role, whose trust policy must let Lambda take it.
 *
 * @param refuse ends the call that needs them, where the role does not trust Lambda
 * @throws Error when the role is in no template
 */
export function executionSession(
  parts: AssumeRoleDependencies & { readonly roles: RoleDirectory },
  roleArn: string,
  sessionName: string,
  refuse: Refuse,
): SessionCredentials {
  const role = parts.roles.find(roleArn);
  if (role === undefined) throw new Error(`the function's execution role ${roleArn} is in no template`);
  const assumption = assumeRoleForService(parts, role, 'lambda.amazonaws.com', sessionName);
  return assumption.assumed ? assumption.session.credentials : refuse(assumption.refused);
}
