import type { Operation } from '../../../http/operation';
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
