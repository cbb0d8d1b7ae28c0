import type { Operation } from '../../http/operation';
import { assumeRoleWithWebIdentity as takeRole } from '../../iam/assume-role';
import type { FederatedPlayer } from '../../iam/federated-player';
import { noSuchRole } from '../../iam/role-trust';
import { memberList, queryParameters } from '../../protocols/query-xml';
import { accessTokenIdentity } from './access-token-identity';
import type { StsDependencies } from './dependencies';
import { invalidParameter, notAuthorized, tooLong } from './errors';
import { requiredParameter } from './required-parameter';
import { assumedRoleUser, credentialsAnswer } from './session-credentials';
import { sessionPolicies } from './session-policies';
import { webIdentity } from './web-identity';

/** The call's parameters, checked one by one. */
export interface AssumeRoleWithWebIdentityInput {
  readonly roleArn: string;
  /** The role's account, from its ARN. */
  readonly account: string;
  readonly sessionName: string;
  readonly token: string;
  /** Whose access token it is; absent: it is an ID token. */
  readonly providerId?: string;
  readonly durationSeconds: number;
  readonly policy?: string;
  readonly policyArns: readonly string[];
}

/**
 * A role for a token: the basic flow's second half, and direct federation. Unsigned (documented).
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function assumeRoleWithWebIdentity(
  dependencies: StsDependencies,
): Operation<AssumeRoleWithWebIdentityInput, object> {
  return {
    name: 'AssumeRoleWithWebIdentity',
    signature: 'none',
    parse: (request) => inputOf(queryParameters(request)),
    authorize: () => [],
    run: async (input, call) => {
      const player = await playerOf(dependencies, input);
      const role = dependencies.roles.find(input.roleArn);
      if (role === undefined) return call.refuse(noSuchRole(input.roleArn, player), notAuthorized());
      if (input.durationSeconds > role.maxSessionSeconds) throw tooLong();
      const { policies, packedSize } = sessionPolicies(dependencies.managedPolicies, input.policy, input.policyArns);
      const assumption = takeRole(dependencies, {
        role,
        player,
        sessionName: input.sessionName,
        durationSeconds: input.durationSeconds,
        ...(policies === undefined ? {} : { sessionPolicies: policies }),
        requestKeys: {
          'aws:SourceIp': call.request.sourceIp,
          'aws:UserAgent': call.request.headers['user-agent'],
          'aws:RequestedRegion': call.region,
        },
      });
      if (!assumption.assumed) return call.refuse(assumption.refused, notAuthorized());
      call.allowed(assumption.asked);
      return {
        Credentials: credentialsAnswer(assumption.session),
        SubjectFromWebIdentityToken: player.subject,
        AssumedRoleUser: assumedRoleUser(assumption.session),
        ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
        // A pool's principal or the provider's ARN, as clients see it (observed), though the reference says `iss`.
        Provider: assumption.principal,
        Audience: player.audience,
      };
    },
  };
}

function playerOf(
  dependencies: StsDependencies,
  { token, account, providerId }: AssumeRoleWithWebIdentityInput,
): Promise<FederatedPlayer> {
  return providerId === undefined
    ? webIdentity(dependencies, token, account)
    : accessTokenIdentity(dependencies, token, providerId);
}

function inputOf(parameters: ReadonlyMap<string, string>): AssumeRoleWithWebIdentityInput {
  const roleArn = requiredParameter(parameters, 'RoleArn', 20, 2048);
  const account = /^arn:[\w-]+:iam::(\d{12}):role\/.+$/.exec(roleArn)?.[1];
  if (account === undefined) throw invalidParameter(`RoleArn: ${roleArn.slice(0, 128)} is not the ARN of a role`);
  const sessionName = requiredParameter(parameters, 'RoleSessionName', 2, 64);
  if (!/^[\w+=,.@-]*$/.test(sessionName)) {
    throw invalidParameter('RoleSessionName: Member must satisfy regular expression pattern: [\\w+=,.@-]*');
  }
  const policy = parameters.get('Policy');
  const providerId = parameters.get('ProviderId');
  return {
    roleArn,
    account,
    sessionName,
    token: requiredParameter(parameters, 'WebIdentityToken', 4, 20_000),
    durationSeconds: durationOf(parameters.get('DurationSeconds')),
    ...(policy === undefined ? {} : { policy }),
    ...(providerId === undefined ? {} : { providerId }),
    policyArns: memberList(parameters, 'PolicyArns', 'arn'),
  };
}

/** Seconds: 3,600 unless told; 900 to 43,200 (documented). */
function durationOf(text: string | undefined): number {
  if (text === undefined) return 3600;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds >= 900 && seconds <= 43_200)) {
    throw invalidParameter(`DurationSeconds: Member must have value between 900 and 43200, got '${text.slice(0, 16)}'`);
  }
  return seconds;
}
