import { s3Errors } from './errors';
import type { ObjectVersion, Version } from './store/object-version';

/** The conditions of a request, from its headers. */
export interface Conditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** Milliseconds since the epoch. A date that cannot be read is no condition (RFC 9110, 13.1.3). */
  readonly ifModifiedSince?: number;
  readonly ifUnmodifiedSince?: number;
}

/** Reads the conditions. @param prefix `x-amz-copy-source-` for those on a copy's source */
export function readConditions(headers: Readonly<Record<string, string>>, prefix = ''): Conditions {
  return {
    ifMatch: headers[`${prefix}if-match`],
    ifNoneMatch: headers[`${prefix}if-none-match`],
    ifModifiedSince: httpDate(headers[`${prefix}if-modified-since`]),
    ifUnmodifiedSince: httpDate(headers[`${prefix}if-unmodified-since`]),
  };
}

/**
 * Whether an object is to be read. The entity tags go first: where `If-Match` holds, `If-Unmodified-Since` is not asked, and where
 * `If-None-Match` fails, `If-Modified-Since` is not (**documented**: GetObject).
 *
 * @throws PreconditionFailed
 */
export function judgeRead(conditions: Conditions, version: ObjectVersion): 'read' | 'not modified' {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!matchesETag(ifMatch, version.etag)) throw s3Errors.preconditionFailed('If-Match');
  } else if (ifUnmodifiedSince !== undefined && version.lastModified > ifUnmodifiedSince) {
    throw s3Errors.preconditionFailed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return matchesETag(ifNoneMatch, version.etag) ? 'not modified' : 'read';
  if (ifModifiedSince !== undefined && version.lastModified <= ifModifiedSince) return 'not modified';
  return 'read';
}

/** As {@link judgeRead}, for the source of a copy: there `not modified` is a failed precondition too (**documented**: CopyObject). */
export function judgeCopySource(conditions: Conditions, version: ObjectVersion): void {
  if (judgeRead(conditions, version) === 'read') return;
  const failed = conditions.ifNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match';
  throw s3Errors.preconditionFailed(`x-amz-copy-source-${failed}`);
}

/**
 * Whether an object may be written over what is there.
 *
 * @throws PreconditionFailed; NoSuchKey for `If-Match` where nothing is; NotImplemented for `If-None-Match` with anything but `*`
 * (all **documented**: "How to prevent object overwrites with conditional writes")
 */
export function judgeWrite(conditions: Conditions, key: string, current: Version | undefined): void {
  const existing = current === undefined || current.deleteMarker ? undefined : current;
  if (conditions.ifNoneMatch !== undefined) {
    if (conditions.ifNoneMatch.trim() !== '*') throw s3Errors.notImplemented('If-None-Match');
    if (existing) throw s3Errors.preconditionFailed('If-None-Match');
  }
  if (conditions.ifMatch !== undefined) {
    if (!existing) throw s3Errors.noSuchKey(key);
    if (!matchesETag(conditions.ifMatch, existing.etag)) throw s3Errors.preconditionFailed('If-Match');
  }
}

/**
 * Whether the current version may be deleted under `If-Match`.
 *
 * @throws PreconditionFailed (**documented**: "How to perform conditional deletes"); NoSuchKey where there is none or a delete marker is
 * the current one, whatever the condition (**observed**: localstack/localstack#13894 and ministackorg/ministack#1475, tried at AWS; the
 * guide says 412 of the delete marker)
 */
export function judgeDelete(ifMatch: string | undefined, key: string, current: Version | undefined): void {
  if (ifMatch === undefined) return;
  if (current === undefined || current.deleteMarker) throw s3Errors.noSuchKey(key);
  if (!matchesETag(ifMatch, current.etag)) throw s3Errors.preconditionFailed('If-Match');
}

/** Whether one of a list of entity tags, or `*`, is this one. Quotes may be missing, as many clients leave them out. */
export function matchesETag(list: string, etag: string): boolean {
  const bare = etag.replaceAll('"', '');
  return list.split(',').some((candidate) => {
    const tag = candidate.trim().replace(/^W\//, '').replaceAll('"', '');
    return tag === '*' || tag === bare;
  });
}

function httpDate(value: string | undefined): number | undefined {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}
