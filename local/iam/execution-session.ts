import type { SessionCredentials } from '../sessions/session';
import { type AssumeRoleDependencies, assumeRoleForService } from './assume-role';
import type { RoleDirectory } from './role';

/**
 * The credentials that Lambda gives a function: a session of its execution role, whose trust policy must let Lambda take it.
 *
 * @throws Error when the role is in no template, or does not trust Lambda
 */
export function executionSession(
  parts: AssumeRoleDependencies & { readonly roles: RoleDirectory },
  roleArn: string,
  sessionName: string,
): SessionCredentials {
  const role = parts.roles.find(roleArn);
  if (role === undefined) throw new Error(`the function's execution role ${roleArn} is in no template`);
  const assumption = assumeRoleForService(parts, role, 'lambda.amazonaws.com', sessionName);
  if (!assumption.assumed) {
    throw new Error(`Lambda may not assume ${roleArn}: ${assumption.refused.decision.explain()}`);
  }
  return assumption.session.credentials;
}
