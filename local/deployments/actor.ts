import type { Decision } from '../../policy/decide';
import type { AuthorizationQuestion } from '../../policy/types';
import type { Refusal } from '../http/refusal';
import { assumeRoleForService, cloudFormationSession } from '../iam/assume-role';
import type { Account } from '../resources/account';
import type { Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';

/** As whom CloudFormation makes, changes and deletes a stack's resources. */
export interface Actor {
  /** As IAM's sentences have it. */
  readonly arn: string;
  decide(question: AuthorizationQuestion): Decision;
  /** Told of a refusal, for whoever runs the cloud. */
  refused(refusal: Refusal): void;
}

/** What actors are made of. */
export interface Acting {
  readonly sessions: SessionStore;
  readonly decideFor: (session: Session) => Actor['decide'];
  readonly onRefusal?: (refusal: Refusal) => void;
}

/** CloudFormation's name, as roles trust it. */
const cloudFormation = 'cloudformation.amazonaws.com';

/** Who has a session. */
export function actorOf({ decideFor, onRefusal = () => {} }: Acting, session: Session): Actor {
  return { arn: session.arn, decide: decideFor(session), refused: onRefusal };
}

/**
 * The session that CloudFormation has of a role that a stack was handed (**documented**: "CloudFormation service role").
 *
 * @returns undefined where the role is not there, or does not trust CloudFormation
 */
export function roleSession(
  { sessions }: Pick<Acting, 'sessions'>,
  { roles, clock }: Pick<Account, 'roles' | 'clock'>,
  roleArn: string,
): Session | undefined {
  const role = roles.find(roleArn);
  if (role === undefined) return undefined;
  const assumption = assumeRoleForService({ sessions, clock }, role, cloudFormation, cloudFormationSession);
  return assumption.assumed ? assumption.session : undefined;
}
