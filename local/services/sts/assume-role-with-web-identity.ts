import type { Operation } from '../../http/operation';
import { type FederatedPlayer, assumeRoleWithWebIdentity as takeRole } from '../../iam/assume-role';
import { TrustRefused } from '../../iam/trust-refused';
import { memberList, queryParameters } from '../../protocols/query-xml';
import { ServiceError } from '../../shared/service-error';
import { accessTokenIdentity } from './access-token-identity';
import type { StsDependencies } from './dependencies';
import { invalidParameter, notAuthorized, tooLong } from './errors';
import { requiredParameter } from './required-parameter';
import { sessionPolicies } from './session-policies';
import { type WebIdentities, webIdentities } from './web-identity';

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
    run: async (input, { request }) => {
      const identities = await identitiesOf(dependencies, input);
      const role = dependencies.roles.find(input.roleArn);
      if (role === undefined) throw new ServiceError(notAuthorized.code, notAuthorized.message, notAuthorized.status);
      if (input.durationSeconds > role.maxSessionSeconds) throw tooLong();
      const { policies, packedSize } = sessionPolicies(dependencies.managedPolicies, input.policy, input.policyArns);
      const assume = (player: FederatedPlayer) =>
        takeRole(dependencies, {
          role,
          player,
          sessionName: input.sessionName,
          durationSeconds: input.durationSeconds,
          ...(policies === undefined ? {} : { sessionPolicies: policies }),
          requestKeys: { 'aws:SourceIp': request.sourceIp },
        });
      let [{ player, subject, audience }, ...others] = identities;
      let assumption = assume(player);
      for (const other of others) {
        if (assumption.assumed) break;
        ({ player, subject, audience } = other);
        assumption = assume(player);
      }
      if (!assumption.assumed) {
        const { code, message, status } = notAuthorized;
        throw new TrustRefused(code, message, status, role.arn, assumption.refusal);
      }
      const { credentials, userId, arn } = assumption.session;
      return {
        Credentials: {
          AccessKeyId: credentials.accessKeyId,
          SecretAccessKey: credentials.secretAccessKey,
          SessionToken: credentials.sessionToken,
          Expiration: new Date(credentials.expiration ?? 0).toISOString().replace(/\.\d+Z$/, 'Z'),
        },
        SubjectFromWebIdentityToken: subject,
        AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
        ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
        // A pool's principal or the provider's ARN, as clients see it (observed), though the reference says `iss`.
        Provider: player.provider,
        Audience: audience,
      };
    },
  };
}

async function identitiesOf(
  dependencies: StsDependencies,
  { token, account, providerId }: AssumeRoleWithWebIdentityInput,
): Promise<WebIdentities> {
  if (providerId === undefined) return webIdentities(dependencies, token, account);
  return [await accessTokenIdentity(dependencies, token, providerId)];
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
