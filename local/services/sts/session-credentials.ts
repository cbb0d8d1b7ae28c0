import type { Session } from '../../sessions/session';

/** `Credentials`, as every answer of STS has them. */
export function credentialsAnswer({ credentials }: Pick<Session, 'credentials'>): object {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: new Date(credentials.expiration ?? 0).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

/** `AssumedRoleUser`. */
export function assumedRoleUser({ userId, arn }: Pick<Session, 'userId' | 'arn'>): object {
  return { AssumedRoleId: userId, Arn: arn };
}
