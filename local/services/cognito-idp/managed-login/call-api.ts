import type { Operation } from '../../../http/operation';
import { secretHashOf } from '../client-secret';
import type { UserPoolClient } from '../user-pool-client';
import type { Visit } from './visit';

/**
 * Does what a form asks by the very operation of the API, its checks of the input included: what the API refuses, the page does too.
 *
 * @throws ServiceError in Cognito's words
 */
export async function callApi<Input>(visit: Visit, operation: Operation<Input, object>, body: object): Promise<void> {
  const input = operation.parse({ ...visit.request, body: Buffer.from(JSON.stringify(body)) });
  await operation.run?.(input, visit.call);
}

/** The client and the user as an operation on both takes them: the pages are Cognito's own, and have the client's secret. */
export function namedBy(client: UserPoolClient, Username: string): object {
  return { ClientId: client.id, Username, SecretHash: secretHashOf(client, Username) };
}
