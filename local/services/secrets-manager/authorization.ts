import { type AuthorizationQuestion, type ContextValue, requestContext } from '../../../policy/types';
import type { Call } from '../../http/operation';
import type { CallerPlace, Secrets } from './secrets';

/** Where the caller of a request stands: its session's account, and the region that it called. */
export function callerPlace({ session, region }: Call): CallerPlace {
  return { account: session?.account, region };
}

/**
 * What IAM is asked about a secret. A secret that is not there is asked about too, so that a caller without permission
 * learns nothing about which secrets exist.
 *
 * `secretsmanager:SecretId` is what the request says, name or ARN (documented: "the SecretID value in the request").
 *
 * @param more keys of this action alone
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html documented
 */
export function secretQuestion(
  action: string,
  secretId: string,
  secrets: Secrets,
  call: Call,
  more: Readonly<Record<string, ContextValue | undefined>> = {},
): AuthorizationQuestion {
  const caller = callerPlace(call);
  const secret = secrets.find(secretId, caller);
  const arn = secret?.arn ?? absentArn(secretId, caller);
  const tags = [...(secret?.configuration.tags ?? [])].flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`secretsmanager:ResourceTag/${key}`, value],
  ]);
  return {
    action,
    resource: arn,
    context: requestContext({
      'secretsmanager:SecretId': secretId,
      'secretsmanager:SecretPrimaryRegion': secret?.arn.split(':')[3],
      ...Object.fromEntries(tags),
      ...more,
    }),
  };
}

/** Which ARN AWS asks about for a name that no secret has is unconfirmed: the one it would have, without its suffix. */
function absentArn(secretId: string, { account, region }: CallerPlace): string {
  if (secretId.startsWith('arn:')) return secretId;
  if (account === undefined || region === undefined) return '*';
  return `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:${secretId}`;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
