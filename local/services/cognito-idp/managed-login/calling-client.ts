import type { UserPoolClient } from '../user-pool-client';
import { CallRefused } from './refusals';
import type { Visit } from './visit';

/**
 * The app client that calls an OAuth endpoint, by the `client_id` of its form. None has a secret here, so whoever shows one is none of
 * them.
 *
 * @throws CallRefused with the errors that are documented for the token endpoint
 */
export function clientOfCall(visit: Visit, status = 400): UserPoolClient {
  const { pool, request } = visit;
  if (request.headers.authorization !== undefined) {
    throw new CallRefused(
      'invalid_client',
      'The app client has no secret: leave the authorization header out.',
      status,
    );
  }
  const client = pool.clients.get(required(visit, 'client_id'));
  if (client === undefined) throw new CallRefused('invalid_client', 'There is no such app client.', status);
  if (client.oauth === undefined) throw new CallRefused('unauthorized_client', 'The app client has no OAuth flows.');
  return client;
}

/** @throws CallRefused for a field of the form that is missing, empty, or there more than once */
export function required({ form }: Visit, name: string): string {
  const [value = '', ...more] = form.getAll(name);
  if (value !== '' && more.length === 0) return value;
  throw new CallRefused('invalid_request', `${name} must be there once, as a field of a form.`);
}
