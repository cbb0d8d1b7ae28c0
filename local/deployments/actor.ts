import type { Decision } from '../../policy/decide';
import type { AuthorizationQuestion } from '../../policy/types';
import type { OnDecision } from '../http/call-decision';
import { assumeRoleForService, cloudFormationSession } from '../iam/assume-role';
import type { Account } from '../resources/account';
import type { Session } from '../sessions/session';
import type { SessionStore } from '../sessions/session-store';

/** As whom CloudFormation makes, changes and deletes a stack's resources. */
export interface Actor {
  /** As IAM's sentences have it. */
  readonly arn: string;
  /** IAM's answer to a call that CloudFormation would make as them, of which whoever runs the cloud is told. @param requestId the call's */
  ask(question: AuthorizationQuestion, requestId: string): Decision;
}

/** What actors are made of. */
export interface Acting {
  readonly sessions: SessionStore;
  readonly decideFor: (session: Session) => (question: AuthorizationQuestion) => Decision;
  readonly onDecision?: OnDecision;
}

/** CloudFormation's name, as roles trust it. */
const cloudFormation = 'cloudformation.amazonaws.com';

/** Who has a session. */
export function actorOf({ decideFor, onDecision }: Acting, session: Session): Actor {
  const decide = decideFor(session);
  const { arn } = session;
  const { accessKeyId } = session.credentials;
  return {
    arn,
    ask(question, requestId) {
      const decision = decide(question);
      const [service = '', operation = ''] = question.action.split(':');
      onDecision?.({ requestId, service, operation, caller: arn, accessKeyId, question, decision });
      return decision;
    },
  };
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
