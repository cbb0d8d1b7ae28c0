import type { ContextValue } from '../types';

type Keys = Record<string, ContextValue | undefined>;

/** A request header (or the field of a POST form) by its lower-case name. */
export type Header = (name: string) => string | undefined;

/** Headers that set an access control list; each is the value of the condition key of the same name (**documented**). */
const aclHeaders = [
  'x-amz-acl',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
] as const;

/** The condition keys that a request for an access control list fills. */
export const aclKeyNames: readonly string[] = aclHeaders.map((name) => `s3:${name}`);

/** Condition keys of a request for an access control list. */
export const s3AclKeys = (header: Header): Keys =>
  Object.fromEntries(aclHeaders.map((name) => [`s3:${name}`, header(name)]));

/** Headers whose value is the value of the condition key of the same name, for every write of an object (**documented**). */
const writeHeaders = [
  ...aclHeaders,
  'x-amz-metadata-directive',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
] as const;

/** The others of a write, with the headers that fill them. */
const otherWriteHeaders = {
  's3:if-match': 'if-match',
  's3:if-none-match': 'if-none-match',
  's3:object-lock-mode': 'x-amz-object-lock-mode',
  's3:object-lock-retain-until-date': 'x-amz-object-lock-retain-until-date',
  's3:object-lock-legal-hold': 'x-amz-object-lock-legal-hold',
} as const;

/** The condition keys that a write's headers fill. */
export const writeKeyNames: readonly string[] = [
  's3:x-amz-copy-source',
  ...Object.keys(otherWriteHeaders),
  ...writeHeaders.map((name) => `s3:${name}`),
];

/**
 * Condition keys of a write of an object.
 *
 * @param creates `s3:ObjectCreationOperation`: whether this call makes an object visible (`PutObject`, `CopyObject`,
 * `CompleteMultipartUpload`), rather than a part of one (**documented**: User Guide, "Enforce conditional writes")
 * @param copySource `bucket/key` of a copy's source
 */
export function s3WriteKeys(header: Header, creates: boolean, copySource?: string): Keys {
  const keys: Keys = { 's3:ObjectCreationOperation': String(creates), 's3:x-amz-copy-source': copySource };
  for (const [key, name] of Object.entries(otherWriteHeaders)) keys[key] = header(name);
  for (const name of writeHeaders) keys[`s3:${name}`] = header(name);
  return keys;
}

/**
 * The actions whose requests carry the tags that the object has (**documented**: Service Authorization Reference; "Tagging and access
 * control policies": not the writing and the deletion of objects).
 */
export const existingTagActions: readonly string[] = ['', 'Version'].flatMap((version) => [
  `s3:GetObject${version}`,
  `s3:GetObject${version}Attributes`,
  ...['Acl', 'Tagging'].flatMap((part) => [`s3:GetObject${version}${part}`, `s3:PutObject${version}${part}`]),
  `s3:DeleteObject${version}Tagging`,
]);

/** Condition keys of the tags that a request sets. */
export function s3RequestTagKeys(tags: ReadonlyMap<string, string>): Keys {
  if (tags.size === 0) return {};
  const keys: Keys = { 's3:RequestObjectTagKeys': [...tags.keys()] };
  for (const [name, value] of tags) keys[`s3:RequestObjectTag/${name}`] = value;
  return keys;
}

/** Headers whose value is the value of the condition key of the same name, for a new bucket (**documented**). */
const bucketHeaders = [...aclHeaders, 'x-amz-object-ownership'] as const;

/** The condition keys that a request for a new bucket fills. */
export const bucketKeyNames: readonly string[] = [
  's3:LocationConstraint',
  ...bucketHeaders.map((name) => `s3:${name}`),
];

/** Condition keys of a request for a new bucket. @param location where it is to be; absent where the request does not say */
export function s3BucketKeys(header: Header, location: string | undefined): Keys {
  const keys: Keys = { 's3:LocationConstraint': location };
  for (const name of bucketHeaders) keys[`s3:${name}`] = header(name);
  return keys;
}

/** Condition keys of the tags that a new bucket gets. */
export function s3TagKeys(tags: ReadonlyMap<string, string>): Keys {
  if (tags.size === 0) return {};
  const keys: Keys = { 'aws:TagKeys': [...tags.keys()] };
  for (const [name, value] of tags) keys[`aws:RequestTag/${name}`] = value;
  return keys;
}

/** Condition keys of the tags that the object asked about has. */
export function s3ExistingTagKeys(tags: ReadonlyMap<string, string>): Keys {
  return Object.fromEntries([...tags].map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]));
}

/**
 * Condition keys of a listing. `s3:max-keys` is always there, and 1000 where the request leaves it out (**documented**). Whether a
 * `prefix` or `delimiter` that is left out is absent or empty is **unconfirmed**; an empty `prefix=` is the value `""` (**documented**:
 * the User Guide's walkthrough of folder-like listing matches it).
 *
 * @param query undefined: the request asks for the permission to list, and lists nothing; what it then carries is **unconfirmed**
 */
export function s3ListKeys(query: URLSearchParams | undefined): Keys {
  const text = (name: string): ContextValue => query?.get(name) ?? { uncertain: [undefined, ''] };
  return {
    's3:prefix': text('prefix'),
    's3:delimiter': text('delimiter'),
    's3:max-keys': query === undefined ? { uncertain: [undefined, '1000'] } : query.get('max-keys') || '1000',
  };
}
