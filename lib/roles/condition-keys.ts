/**
 * What an identity pool's credentials look like to IAM, each string written once.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html (documented)
 */
export const identityPoolKeys = {
  /** The `Federated` principal of every trust policy that a pool's token satisfies. */
  principal: 'cognito-identity.amazonaws.com',
  /** The identity pool's ID. Without it in a trust policy, anybody's pool opens the role (CVE-2024-28056). */
  audience: 'cognito-identity.amazonaws.com:aud',
  /** Multivalued: {@link signedIn} or {@link guest}, and for a signed-in player the provider's name too. */
  authenticationMethods: 'cognito-identity.amazonaws.com:amr',
  /** The policy variable that IAM replaces by the caller's identity ID. Its value is literal, never a pattern. */
  identityIdVariable: '${cognito-identity.amazonaws.com:sub}',
} as const;

/** The value of `amr` that tells players who proved a login from guests. Compared whole: `*authenticated` matches both. */
export const signedIn = 'authenticated';
/** The value of `amr` of a guest. */
export const guest = 'unauthenticated';

/** Values of {@link identityPoolKeys.authenticationMethods} that a trust policy may ask for. */
export type AuthenticationMethod = typeof signedIn | typeof guest;

/** S3: the prefix that a list request names. Absent when the request names none. */
export const s3Prefix = 's3:prefix';
/** S3: how a request is signed: in its header, in its URL, or in an upload form. */
export const authType = 's3:authType';
/** S3: milliseconds since the signature of a URL or an upload form. */
export const signatureAge = 's3:signatureAge';
/** S3: the storage class that a put asks for. Absent when it asks for none, and gets `STANDARD`. */
export const storageClass = 's3:x-amz-storage-class';
/** S3: the encryption that a put asks for. Absent when it asks for none, and gets the bucket's. */
export const encryption = 's3:x-amz-server-side-encryption';
/** S3: there where a put brings a key of its own. */
export const customersKey = 's3:x-amz-server-side-encryption-customer-algorithm';
/** DynamoDB: the partition keys that a request touches. Absent from a Scan and a whole-table PartiQL statement. */
export const leadingKeys = 'dynamodb:LeadingKeys';

/** The principal tag that names a player's clan. Cognito sets it from a claim of their login. */
export const clanTag = 'clan';
/** Condition key of {@link clanTag}. */
export const clanKey = `aws:PrincipalTag/${clanTag}`;
/** Policy variable of {@link clanTag}. A statement that uses it holds for nobody who lacks the tag (documented). */
export const clanVariable = `\${${clanKey}}`;
