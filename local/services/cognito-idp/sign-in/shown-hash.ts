import { checkHashIsThere, checkSecretHash, type Mismatch, otherHash, type SecretHolder } from '../client-secret';
import type { ClientMetadata } from '../triggers/triggers';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import type { AuthenticationAnswer } from './after-password';
import { required } from './parameters';
import { refresh } from './refresh';

type Parameters = Readonly<Record<string, string>>;

/**
 * Checks what an app shows of its client's secret beside a `USERNAME`: the hash of the name as it stands there (**documented** for
 * `AuthParameters` and `ChallengeResponses`; **observed** that the answer to a challenge has the hash of its own name, not of the one that the
 * sign-in began with: amazon-cognito-identity-dart-2#211). It comes before anything is told of the user.
 *
 * @throws ServiceError in Cognito's words
 */
export function checkShownHash(client: SecretHolder, parameters: Parameters, mismatch?: Mismatch): void {
  const shown = hashIn(parameters);
  checkHashIsThere(client, shown);
  if (client.secret !== undefined) checkSecretHash(client, required(parameters, 'USERNAME'), shown, mismatch);
}

/**
 * Refreshes as `REFRESH_TOKEN_AUTH` does, which names nobody: the hash is that of the name that the pool itself knows the user by, which in a
 * pool whose users sign in by their address is their `sub` (**observed**: aws-sdk-net-extensions-cognito#122).
 *
 * @throws ServiceError in Cognito's words
 */
export async function refreshByApi(
  poolClient: PoolClient,
  parameters: Parameters,
  clientMetadata: ClientMetadata,
): Promise<AuthenticationAnswer> {
  const shown = hashIn(parameters);
  checkHashIsThere(poolClient.client, shown);
  const checkCaller = ({ username }: User) => checkSecretHash(poolClient.client, username, shown, otherHash);
  return refresh(poolClient, parameters, { clientMetadata, checkCaller });
}

function hashIn(parameters: Parameters): string | undefined {
  return Object.hasOwn(parameters, 'SECRET_HASH') ? parameters.SECRET_HASH : undefined;
}
