import type { UserPoolClient } from '../user-pool-client';

/** The scope of tokens that the API itself hands out: a user may change themselves (documented). */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

/** The scope without which there is no ID token and no answer of userInfo (documented: authorize and userInfo endpoints). */
export const openidScope = 'openid';

const ofContact: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
};
const contact = Object.values(ofContact).flat();

/** Scopes that narrow what `openid` shows (documented: authorize endpoint; they need `openid` beside them). */
export const claimScopes: readonly string[] = ['profile', ...Object.keys(ofContact)];

/**
 * Which attributes tokens of these scopes show, of those that the app client may read: with `openid` alone all of them; with others
 * beside it, what those are for, where `profile` is for everything, custom attributes too, but addresses and telephone numbers.
 *
 * @param scopes absent for tokens of the API, which show all
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html documented for userInfo; that the ID token shows
 *   the same is documented for the authorize endpoint (its scopes), `address` under `profile` is unconfirmed
 */
export function readableIn(
  { readableAttributes }: UserPoolClient,
  scopes: readonly string[] | undefined,
): (name: string) => boolean {
  const narrowing = scopes?.filter((scope) => claimScopes.includes(scope)) ?? [];
  if (narrowing.length === 0) return (name) => readableAttributes.has(name);
  const shown = (name: string) =>
    narrowing.some((scope) => (scope === 'profile' ? !contact.includes(name) : ofContact[scope]?.includes(name)));
  return (name) => readableAttributes.has(name) && shown(name);
}
