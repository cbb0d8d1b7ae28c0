import type { HttpRequest } from '../../http/message';
import type { Call, Operation } from '../../http/operation';
import {
  defaultUserSession,
  federatedUserArn,
  federatedUserKeys,
  isTemporary,
  sessionOfFederatedUser,
} from '../../iam/user-session';
import { memberList, queryParameters } from '../../protocols/query-xml';
import type { StsDependencies } from './dependencies';
import { notWithSession } from './errors';
import { ParameterReader } from './parameter-reader';
import { credentialsAnswer } from './session-credentials';
import { sessionPolicies } from './session-policies';
import { checkTags, readTags } from './session-tags-input';

interface GetFederationTokenInput {
  readonly name: string;
  readonly seconds: number;
  readonly policy: string | undefined;
  readonly policyArns: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * Temporary credentials of somebody for whom a user vouches: what both the user's and the session's policies allow, so nothing without the
 * latter. IAM is asked for the federated user's ARN (**documented**: IAM guide, "Granting permissions to create temporary security
 * credentials"), and for `sts:TagSession` where there are tags. Who has temporary credentials gets none, whatever they are allowed.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export function getFederationToken(
  dependencies: Pick<StsDependencies, 'sessions' | 'clock' | 'managedPolicies'>,
): Operation<GetFederationTokenInput, object> {
  return {
    name: 'GetFederationToken',
    signature: 'required',
    parse: inputOf,
    authorize: ({ name, tags }, call) => {
      const actions = ['sts:GetFederationToken', ...(tags.size === 0 ? [] : ['sts:TagSession'])];
      const resource = arnFor(call, name);
      // Whether the duration is a key of this call's is **unconfirmed**.
      const unfilled = ['sts:durationseconds'];
      return actions.map((action) => ({ action, resource, context: federatedUserKeys(tags), unfilled }));
    },
    run({ name, seconds, policy, policyArns, tags }, { session: user }) {
      if (user === undefined || isTemporary(user)) throw notWithSession('GetFederationToken');
      const { policies = [], packedSize } = sessionPolicies(dependencies.managedPolicies, policy, policyArns);
      const session = sessionOfFederatedUser(dependencies, user, { name, seconds, tags, policies });
      return {
        Credentials: credentialsAnswer(session),
        FederatedUser: { FederatedUserId: session.userId, Arn: session.arn },
        ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
      };
    },
  };
}

function arnFor({ session }: Call, name: string): string {
  return session === undefined ? '*' : federatedUserArn(session, name);
}

function inputOf(request: HttpRequest): GetFederationTokenInput {
  const parameters = queryParameters(request);
  const reader = new ParameterReader(parameters);
  const tags = readTags(reader, parameters);
  const input = {
    name: reader.required('Name', { min: 2, max: 32, pattern: '[\\w+=,.@-]*' }),
    seconds: reader.integer('DurationSeconds', 900, 129_600) ?? defaultUserSession,
    policy: parameters.get('Policy'),
    policyArns: memberList(parameters, 'PolicyArns', 'arn'),
    tags: new Map(tags),
  };
  reader.check();
  checkTags(tags);
  return input;
}
