import { isSecretOf } from '../client-secret';
import type { UserPoolClient } from '../user-pool-client';
import { CallRefused } from './refusals';
import type { Visit } from './visit';

/**
 * The app client that calls an OAuth endpoint. One with a secret shows it, in the header (`client_secret_basic`) or in the form
 * (`client_secret_post`), and not in both (**documented**: token endpoint, and RFC 6749, section 2.3); one without shows none.
 *
 * @throws CallRefused with the errors that are documented for the token endpoint. That a client that is none and a secret that is wrong are
 *   told alike is the answer that tells least
 */
export function clientOfCall(visit: Visit, status = 400): UserPoolClient {
  const { pool, form } = visit;
  const basic = basicCredentials(visit, status);
  if (basic !== undefined && form.has('client_secret')) {
    throw new CallRefused(
      'invalid_request',
      'The app client shows its secret in the header or in the form, not in both.',
    );
  }
  const id = basic === undefined || form.has('client_id') ? required(visit, 'client_id') : basic.id;
  const client = pool.clients.get(id);
  const isNamedAlike = basic === undefined || basic.id === id;
  const shown = basic?.secret ?? (form.has('client_secret') ? required(visit, 'client_secret') : undefined);
  if (client === undefined || !isNamedAlike || !isSecretOf(client, shown)) {
    throw new CallRefused(
      'invalid_client',
      'There is no such app client, or its secret is missing or another one.',
      status,
    );
  }
  if (client.oauth === undefined) throw new CallRefused('unauthorized_client', 'The app client has no OAuth flows.');
  return client;
}

/** What the header says, its two parts as a form writes them (RFC 6749, section 2.3.1); undefined without a header. */
function basicCredentials(
  { request }: Visit,
  status: number,
): { readonly id: string; readonly secret: string } | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  const [, encoded = ''] = /^basic +([\w+/=-]+)$/i.exec(authorization) ?? [];
  const [, id = '', secret = ''] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (id !== '' && secret !== '') return { id: decoded(id), secret: decoded(secret) };
  throw new CallRefused(
    'invalid_client',
    'The authorization header is no client ID and secret: Basic <base 64>.',
    status,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** @throws CallRefused for a field of the form that is missing, empty, or there more than once */
export function required({ form }: Visit, name: string): string {
  const [value = '', ...more] = form.getAll(name);
  if (value !== '' && more.length === 0) return value;
  throw new CallRefused('invalid_request', `${name} must be there once, as a field of a form.`);
}
