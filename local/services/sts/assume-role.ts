import type { Operation } from '../../http/operation';
import { callerQuestions, sessionForCaller } from '../../iam/assume-role-by-caller';
import { queryParameters } from '../../protocols/query-xml';
import type { HandedOn, Session } from '../../sessions/session';
import { ServiceError } from '../../shared/service-error';
import { type AssumeRoleInput, assumeRoleInput, durationOf } from './assume-role-input';
import type { StsDependencies } from './dependencies';
import { chainTooLong, invalidParameter, tooLong } from './errors';
import { refuseSecondFactor } from './second-factor';
import { assumedRoleUser, credentialsAnswer } from './session-credentials';
import { sessionPolicies } from './session-policies';

/** A chain of roles gives an hour at most, in seconds (**documented**). */
const longestInChain = 3600;

/**
 * A role for whoever holds credentials already. The dispatcher asks the caller's policies and the role's trust policy together, as it
 * asks a bucket policy with them; a role that does not exist trusts nobody.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(dependencies: StsDependencies): Operation<AssumeRoleInput, object> {
  return {
    name: 'AssumeRole',
    signature: 'required',
    parse: (request) => assumeRoleInput(queryParameters(request)),
    authorize: (input, { session }) =>
      callerQuestions(input, dependencies.roles.find(input.roleArn), session?.handedOn),
    run(input, { session: caller }) {
      const role = dependencies.roles.find(input.roleArn);
      if (role === undefined || caller === undefined) throw new Error('a role that is not there was granted');
      refuseSecondFactor(input);
      const seconds = durationOf(input);
      if (caller.principal.kind === 'assumed-role' && seconds > longestInChain) throw chainTooLong();
      if (seconds > role.maxSessionSeconds) throw tooLong();
      refuseChanged(input, caller.handedOn);
      const { policies, packedSize } = sessionPolicies(dependencies.managedPolicies, input.policy, input.policyArns);
      const session: Session = sessionForCaller(dependencies, role, input, caller.handedOn, policies);
      const sourceIdentity = session.handedOn?.sourceIdentity;
      return {
        Credentials: credentialsAnswer(session),
        AssumedRoleUser: assumedRoleUser(session),
        ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
        ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
      };
    },
  };
}

/**
 * What a session inherits stays as it is: a tag of an inherited tag's key, and another source identity, make the call fail (**documented**:
 * AssumeRole, "Monitor and control actions taken with assumed roles"; the words are **unconfirmed**).
 */
function refuseChanged({ tags, sourceIdentity }: AssumeRoleInput, inherits: HandedOn | undefined): void {
  const inherited = [...(inherits?.tags.keys() ?? [])].map((key) => key.toLowerCase());
  const taken = [...tags.keys()].find((key) => inherited.includes(key.toLowerCase()));
  if (taken !== undefined) throw invalidParameter(`Tags: ${taken} is a transitive tag of the calling session`);
  const set = inherits?.sourceIdentity;
  if (set !== undefined && sourceIdentity !== undefined && sourceIdentity !== set) {
    throw new ServiceError('AccessDenied', 'The source identity of a chain of roles cannot be changed', 403);
  }
}
