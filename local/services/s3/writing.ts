import { type S3Permission, s3FurtherPermissions } from '../../../policy/operations/s3';
import { s3RequestTagKeys, s3WriteKeys } from '../../../policy/operations/s3-condition-keys';
import type { AuthorizationQuestion } from '../../../policy/types';
import type { Bucket } from './bucket';
import { s3Errors } from './errors';

type Headers = Readonly<Record<string, string>>;

/** A write of an object, as IAM is asked about it. */
export interface Write {
  readonly permission: S3Permission;
  readonly key: string;
  readonly headers: Headers;
  /** Whether the call makes the object visible; false for the parts of an upload. */
  readonly creates: boolean;
  readonly tags?: ReadonlyMap<string, string>;
  /** `bucket/key` */
  readonly copySource?: string;
}

const aclHeaders = [
  'x-amz-acl',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write-acp',
] as const;

const unsupported = ['x-amz-server-side-encryption-customer-algorithm', 'x-amz-write-offset-bytes'] as const;

/** Whether a write that sets tags or an ACL carries the tags of the object that it replaces is **unconfirmed**. */
const replacedTags = ['s3:existingobjecttag/*'];

/** Every question to IAM that a write's headers raise. */
export function writeQuestions(bucket: Bucket, write: Write): AuthorizationQuestion[] {
  const { permission, key, headers, creates, tags = new Map(), copySource } = write;
  const keys = { ...s3WriteKeys((name) => headers[name], creates, copySource), ...s3RequestTagKeys(tags) };
  const permissions = [permission];
  if (aclHeaders.some((name) => headers[name] !== undefined)) permissions.push(s3FurtherPermissions.acl);
  if (tags.size > 0) permissions.push(s3FurtherPermissions.tags);
  if (headers['x-amz-object-lock-mode'] !== undefined) permissions.push(s3FurtherPermissions.retention);
  if (headers['x-amz-object-lock-legal-hold'] !== undefined) permissions.push(s3FurtherPermissions.legalHold);
  const questions = permissions.map((each) =>
    bucket.question(each, { key }, keys, each === permission ? undefined : replacedTags),
  );
  if (creates && headers['if-match'] !== undefined) {
    questions.push(bucket.question(s3FurtherPermissions.matchETag, { key }));
  }
  return questions;
}

/**
 * Refuses what a bucket of this kind cannot keep: an ACL, because the bucket's owner owns every object (`BucketOwnerEnforced`); a
 * lock, because the bucket has none; keys of the customer's own, because there is no KMS here.
 *
 * @throws AccessControlListNotSupported, InvalidRequest (both **documented**: PutObject), NotImplemented, InvalidArgument
 */
export function refuseUnkept(headers: Headers, bucket: Pick<Bucket, 'settings'>): void {
  for (const name of aclHeaders) {
    const value = headers[name];
    if (value === undefined || (name === 'x-amz-acl' && value === 'bucket-owner-full-control')) continue;
    throw s3Errors.accessControlListNotSupported();
  }
  if (Object.keys(headers).some((name) => name.startsWith('x-amz-object-lock-'))) {
    throw s3Errors.invalidRequest('Bucket is missing Object Lock Configuration');
  }
  for (const name of unsupported) if (headers[name] !== undefined) throw s3Errors.notImplemented(name);
  const encryption = headers['x-amz-server-side-encryption'];
  if (encryption === undefined || encryption === 'AES256') return;
  // The key that AWS manages, where the bucket has it: whoever publishes the CDK's assets asks for what the bucket has.
  const own = bucket.settings.encryption?.algorithm;
  if (encryption === own && headers['x-amz-server-side-encryption-aws-kms-key-id'] === undefined) return;
  if (encryption.startsWith('aws:')) throw s3Errors.notImplemented('x-amz-server-side-encryption');
  throw s3Errors.invalidArgument(
    'The encryption method specified is not supported',
    'x-amz-server-side-encryption',
    encryption,
  );
}
