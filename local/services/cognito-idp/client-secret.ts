import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { ServiceError } from '../../shared/service-error';
import { invalidParameter, notAuthorized } from './errors';
import type { UserPoolClient } from './user-pool-client';

/** An app client, as far as its secret goes. */
export type SecretHolder = Pick<UserPoolClient, 'id' | 'secret'>;

/** How another hash than the client's is refused. */
export type Mismatch = (client: SecretHolder) => ServiceError;

const secretCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A new secret: 24 to 64 characters (**documented**: `ClientSecretType`). That Cognito makes 52 small letters and digits of them is
 * **unconfirmed**; they hold more than 256 bits.
 */
export function newClientSecret(): string {
  return Array.from({ length: 52 }, () => secretCharacters.charAt(randomInt(secretCharacters.length))).join('');
}

/**
 * What an app with a secret shows in its place: the user's name and the client ID by HMAC with SHA-256, in base 64.
 *
 * @returns undefined for an app client without a secret, which shows nothing
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 *   **documented**
 */
export function secretHashOf({ id, secret }: SecretHolder, username: string): string | undefined {
  return secret === undefined ? undefined : createHmac('sha256', secret).update(username).update(id).digest('base64');
}

/**
 * Checks that a caller is the app of a client that has a secret.
 *
 * @param username what the hash is made of: the name as the call has it
 * @param mismatch the refusal of another hash than the client's
 * @throws ServiceError where a hash is missing, is another one, or is shown though the client has no secret
 */
export function checkSecretHash(
  client: SecretHolder,
  username: string,
  shown: string | undefined,
  mismatch: Mismatch = unverifiedHash,
): void {
  checkHashIsThere(client, shown);
  if (!isSame(shown, secretHashOf(client, username))) throw mismatch(client);
}

/**
 * Checks that a hash is there where one must be, and nowhere else. The sentences are **observed**: amplify-android#2504 for a sign-in, which
 * that other operations have them too is **unconfirmed**; pmill/aws-cognito#23 for a client without a secret.
 *
 * @throws ServiceError
 */
export function checkHashIsThere({ id, secret }: SecretHolder, shown: string | undefined): void {
  if (secret === undefined && shown !== undefined) {
    throw invalidParameter(`App client ${id} is not configured for secret but secret hash was received`);
  }
  if (secret !== undefined && shown === undefined) {
    throw notAuthorized(`Client ${id} is configured with secret but SECRET_HASH was not received`);
  }
}

/** Observed: amplify-js#277, boto3#2736. */
export function unverifiedHash({ id }: SecretHolder): ServiceError {
  return notAuthorized(`Unable to verify secret hash for client ${id}`);
}

/**
 * To whoever answers a challenge or refreshes: observed for refreshing (aws-sdk-net-extensions-cognito#94, #122), for challenges in other
 * words (amazon-cognito-identity-dart-2#211).
 */
export function otherHash({ id }: SecretHolder): ServiceError {
  return notAuthorized(`SecretHash does not match for the client: ${id}`);
}

/**
 * Whether what a caller shows is the secret itself, or nothing where the client has none. That a secret which is shown for a client that has
 * none is refused is **unconfirmed**.
 */
export function isSecretOf({ secret }: SecretHolder, shown: string | undefined): boolean {
  return isSame(shown, secret);
}

/** Compares digests, so that neither time nor length tells how much is right. */
function isSame(shown: string | undefined, expected: string | undefined): boolean {
  if (shown === undefined || expected === undefined) return shown === expected;
  return timingSafeEqual(digest(shown), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
