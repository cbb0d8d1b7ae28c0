/** Claims that players write themselves at most identity providers. @see OpenID Connect Core 1.0, section 5.1 */
const selfEditable = new Set([
  'address',
  'birthdate',
  'cognito:username',
  'displayname',
  'email',
  'emailaddress',
  'family_name',
  'gender',
  'given_name',
  'givenname',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'surname',
  'upn',
  'username',
  'website',
  'zoneinfo',
]);

/**
 * Whether a claim is one that the player edits themselves, and so no boundary: who changes their name to another clan's would be in
 * it. SAML writes attributes as URLs (`…/claims/emailaddress`), of which the last part counts.
 */
export function playersEdit(claim: string): boolean {
  return selfEditable.has((claim.split('/').at(-1) ?? claim).toLowerCase());
}
