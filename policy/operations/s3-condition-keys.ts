import type { ContextValue } from '../types';

type Keys = Record<string, ContextValue | undefined>;

/** A request header (or the field of a POST form) by its lower-case name. */
export type Header = (name: string) => string | undefined;

/** Headers whose value is the value of the condition key of the same name, for every write of an object (**documented**). */
const writeHeaders = [
  'x-amz-acl',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
  'x-amz-metadata-directive',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
] as const;

/**
 * Condition keys of a write of an object.
 *
 * @param creates `s3:ObjectCreationOperation`: whether this call makes an object visible (`PutObject`, `CopyObject`,
 * `CompleteMultipartUpload`), rather than a part of one (**documented**: User Guide, "Enforce conditional writes")
 * @param copySource `bucket/key` of a copy's source
 */
export function s3WriteKeys(header: Header, creates: boolean, copySource?: string): Keys {
  const keys: Keys = {
    's3:ObjectCreationOperation': String(creates),
    's3:x-amz-copy-source': copySource,
    's3:if-match': header('if-match'),
    's3:if-none-match': header('if-none-match'),
    's3:object-lock-mode': header('x-amz-object-lock-mode'),
    's3:object-lock-retain-until-date': header('x-amz-object-lock-retain-until-date'),
    's3:object-lock-legal-hold': header('x-amz-object-lock-legal-hold'),
  };
  for (const name of writeHeaders) keys[`s3:${name}`] = header(name);
  return keys;
}

/** Condition keys of the tags that a request sets. */
export function s3RequestTagKeys(tags: ReadonlyMap<string, string>): Keys {
  if (tags.size === 0) return {};
  const keys: Keys = { 's3:RequestObjectTagKeys': [...tags.keys()] };
  for (const [name, value] of tags) keys[`s3:RequestObjectTag/${name}`] = value;
  return keys;
}

/** Condition keys of the tags that the object asked about has. */
export function s3ExistingTagKeys(tags: ReadonlyMap<string, string>): Keys {
  return Object.fromEntries([...tags].map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]));
}

/**
 * Condition keys of a listing. A parameter that the request lacks leaves its key absent; an empty `prefix=` is the value `""`
 * (**documented** for the empty value: the User Guide's walkthrough of folder-like listing matches `""`; the absent one:
 * **unconfirmed**, and absent is the reading under which `StringLike` and `StringEquals` deny).
 */
export function s3ListKeys(query: URLSearchParams): Keys {
  return {
    's3:prefix': query.get('prefix') ?? undefined,
    's3:delimiter': query.get('delimiter') ?? undefined,
    's3:max-keys': query.get('max-keys') ?? undefined,
  };
}
