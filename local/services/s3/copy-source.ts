import { s3FurtherPermissions } from '../../../policy/operations/s3';
import type { AuthorizationQuestion } from '../../../policy/types';
import type { HttpRequest } from '../../http/message';
import type { Call } from '../../http/operation';
import { checkKey, decodePath } from './address';
import type { Bucket, Buckets } from './bucket';
import { judgeCopySource, readConditions } from './conditions';
import { s3Errors } from './errors';
import { isArchived } from './object-headers';
import { readQuestion, readVersion } from './reading';
import type { ObjectVersion } from './store/object-version';

/** The object that a copy reads. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  /** The header `x-amz-source-expected-bucket-owner`. */
  readonly expectedOwner?: string;
}

/** Reads `x-amz-copy-source`: `bucket/key` or `/bucket/key`, percent-encoded, `?versionId=` behind it. @throws InvalidArgument */
export function readCopySource(request: HttpRequest): CopySource {
  const header = request.headers['x-amz-copy-source'] ?? '';
  const invalid = () =>
    s3Errors.invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  const mark = header.lastIndexOf('?versionId=');
  const versionId = mark < 0 ? undefined : header.slice(mark + '?versionId='.length);
  // Clients send the slash that parts bucket and key encoded, too.
  const path = decodePath(mark < 0 ? header : header.slice(0, mark)).replace(/^\//, '');
  const slash = path.indexOf('/');
  const [bucket, key] = [path.slice(0, slash), path.slice(slash + 1)];
  if (slash <= 0 || key === '' || versionId === '') throw invalid();
  checkKey(key);
  return { bucket, key, versionId, expectedOwner: request.headers['x-amz-source-expected-bucket-owner'] };
}

/** `bucket/key`, the value of the condition key `s3:x-amz-copy-source` (whether AWS keeps the version ID in it: **unconfirmed**). */
export const copySourceKey = ({ bucket, key }: CopySource) => `${bucket}/${key}`;

/**
 * The questions to IAM that reading the source raises: the object, and its tags where it has some and they come along
 * (**documented**: CopyObject, "Permissions").
 */
export function copySourceQuestions(buckets: Buckets, source: CopySource, withTags: boolean): AuthorizationQuestion[] {
  const bucket = buckets.named(source.bucket, source.expectedOwner);
  const questions = [readQuestion(bucket, source)];
  if (withTags && sourceTags(bucket, source).size > 0) {
    questions.push(bucket.question(s3FurtherPermissions.readTags, source));
  }
  return questions;
}

/** The tags of the source; none where it does not exist. */
export function sourceTags(bucket: Bucket, { key, versionId }: CopySource): ReadonlyMap<string, string> {
  const version = versionId === undefined ? bucket.objects.current(key) : bucket.objects.version(key, versionId);
  return version === undefined || version.deleteMarker ? new Map() : version.tags;
}

/** The source's version, under the conditions of the request. @throws NoSuchKey, PreconditionFailed, AccessDenied, InvalidRequest */
export function readSource(
  buckets: Buckets,
  source: CopySource,
  headers: Readonly<Record<string, string>>,
  call: Call,
): ObjectVersion {
  const bucket = buckets.named(source.bucket, source.expectedOwner);
  const version = readVersion(bucket, source, call);
  if (isArchived(version)) throw s3Errors.objectNotInActiveTier();
  judgeCopySource(readConditions(headers, 'x-amz-copy-source-'), version);
  return version;
}

/** The headers by which an answer names the versions that were read and written. */
export function copyHeaders(
  buckets: Buckets,
  source: CopySource,
  version: ObjectVersion,
): Record<string, string | undefined> {
  return { 'x-amz-copy-source-version-id': buckets.named(source.bucket).versioned ? version.versionId : undefined };
}
