import { type CompiledPolicy, compilePolicy } from '../../policy/compile';
import { requestContext } from '../../policy/types';
import type { Session } from '../sessions/session';
import { type AssumeRoleDependencies, requestTagKeys } from './assume-role';
import { principalTagKeys } from './role-session';

/** Seconds, unless told, of a user's own sessions and of federated users' (**documented**). */
export const defaultUserSession = 43_200;

/** Whether credentials are temporary ones: with those no user's session is made. */
export function isTemporary({ credentials }: Session): boolean {
  return credentials.sessionToken !== undefined;
}

/**
 * What a session of `GetSessionToken` may call at most: of STS `AssumeRole` and `GetCallerIdentity`, which asks nothing, and nothing of IAM,
 * since no second factor was shown (**documented**: API_GetSessionToken). What is asked beside `AssumeRole` belongs to it, and `PassRole` is
 * no call. Its other two operations say themselves that they take no temporary credentials. By which words IAM refuses is InvalidClientTokenId
 * (observed: aws-sdk-js#460); CloudFormation meets it, since IAM itself is not served here.
 */
const userSessionCeiling = compilePolicy(
  {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:GetFederationToken', 'iam:PassRole'],
        Resource: '*',
      },
    ],
  },
  'what a session of GetSessionToken may call',
  'identity',
);

/**
 * What a session of `GetFederationToken` may not call, whatever its policies allow: anything of IAM, and of STS but `GetCallerIdentity`, which
 * asks nothing (**documented**: API_GetFederationToken). A role may be passed, which is no call of IAM: that request says to whom.
 */
const federatedUserBars = compilePolicy(
  {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: 'sts:*', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:*', Resource: '*', Condition: { Null: { 'iam:PassedToService': 'true' } } },
    ],
  },
  'what a session of GetFederationToken may not call',
  'identity',
);

/** A user's own temporary credentials: the same user, whose policies they have. */
export function sessionOfUser({ sessions, clock }: AssumeRoleDependencies, user: Session, seconds: number): Session {
  const { credentials: _longTerm, ...spec } = user;
  const keys = {
    'aws:TokenIssueTime': new Date(clock.now()).toISOString(),
    // **Documented**: in every request under temporary credentials; nobody here has a second factor.
    'aws:MultiFactorAuthPresent': 'false',
  };
  return sessions.mint(
    { ...spec, sessionPolicies: [userSessionCeiling], context: new Map([...user.context, ...requestContext(keys)]) },
    seconds,
  );
}

/** What a user says of a federated user. */
export interface FederatedUserRequest {
  readonly name: string;
  readonly seconds: number;
  readonly tags: ReadonlyMap<string, string>;
  /** One union; empty: the session has nothing but what a resource's policy grants to its own ARN (**documented**). */
  readonly policies: readonly CompiledPolicy[];
}

/** The ARN of a federated user. */
export function federatedUserArn(user: Session, name: string): string {
  return `arn:${user.arn.split(':')[1]}:sts::${user.account}:federated-user/${name}`;
}

/**
 * The temporary credentials of a federated user: what both the user's policies and the session's allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html documented
 */
export function sessionOfFederatedUser(
  { sessions, clock }: AssumeRoleDependencies,
  user: Session,
  { name, seconds, tags, policies }: FederatedUserRequest,
): Session {
  const { account } = user;
  const sessionArn = federatedUserArn(user, name);
  return sessions.mint(
    {
      principal: { kind: 'federated-user', account, sessionArn, userArn: user.arn },
      account,
      arn: sessionArn,
      userId: `${account}:${name}`,
      policies: user.policies,
      sessionPolicies: [...policies, federatedUserBars],
      context: requestContext({
        ...principalTagKeys(new Map(), tags),
        'aws:TokenIssueTime': new Date(clock.now()).toISOString(),
        // Temporary credentials carry the key, federated identities do not (both **documented**): which holds is **unconfirmed**.
        'aws:MultiFactorAuthPresent': { uncertain: [undefined, 'false'] },
      }),
    },
    seconds,
  );
}

/** The keys of the request itself, for the user's policies. */
export const federatedUserKeys = (tags: ReadonlyMap<string, string>) => requestContext(requestTagKeys(tags));
