import { s3FurtherPermissions, s3Permissions } from '../../../policy/operations/s3';
import { s3ListKeys } from '../../../policy/operations/s3-condition-keys';
import type { AuthorizationQuestion } from '../../../policy/types';
import type { Call } from '../../http/operation';
import type { RestXmlError } from '../../protocols/rest-xml';
import type { Bucket } from './bucket';
import { s3Errors } from './errors';
import { nullVersionId } from './store/object-store';
import type { ObjectVersion, Version } from './store/object-version';

/** An object, or one version of it. */
export interface Readable {
  readonly key: string;
  readonly versionId?: string;
}

/** The question to IAM that a read of an object raises. */
export function readQuestion(bucket: Bucket, readable: Readable): AuthorizationQuestion {
  return bucket.question(s3FurtherPermissions.read, readable);
}

/**
 * The version that a request reads.
 *
 * What is missing answers 404 only to a caller who may list the bucket, and 403 to everybody else, who could find out names otherwise
 * (**documented**: GetObject, HeadObject). The question asked for that carries no `s3:prefix`, so a permission to list under a prefix does
 * not count (**unconfirmed**: the safer reading).
 *
 * @throws NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker by its version ID, InvalidArgument, AccessDenied
 */
export function readVersion(bucket: Bucket, readable: Readable, call: Call): ObjectVersion {
  const { key, versionId } = readable;
  if (versionId !== undefined) checkVersionId(versionId);
  const version = stored(bucket, readable);
  if (version && !version.deleteMarker) return version;
  if (version && versionId !== undefined) {
    const headers = { allow: 'DELETE', 'last-modified': new Date(version.lastModified).toUTCString() };
    throw s3Errors.methodNotAllowed(call.request.method, { ...headers, ...markerHeaders(version) });
  }
  throw missing(
    bucket,
    call,
    versionId === undefined
      ? s3Errors.noSuchKey(key, version && markerHeaders(version))
      : s3Errors.noSuchVersion(key, versionId),
  );
}

function stored(bucket: Bucket, { key, versionId }: Readable): Version | undefined {
  return versionId === undefined ? bucket.objects.current(key) : bucket.objects.version(key, versionId);
}

function markerHeaders(version: Version): Record<string, string> {
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
}

function missing(bucket: Bucket, call: Call, error: RestXmlError): RestXmlError {
  call.require(bucket.question(s3Permissions.ListObjectsV2, {}, s3ListKeys(undefined)));
  return error;
}

/** Refuses what cannot be a version ID. @throws InvalidArgument */
export function checkVersionId(versionId: string): void {
  if (versionId === nullVersionId || /^[A-Za-z0-9._]{32}$/.test(versionId.replaceAll('-', '_'))) return;
  throw s3Errors.invalidArgument('Invalid version id specified', 'versionId', versionId);
}

/** The `versionId` parameter; given but empty is refused. @throws InvalidArgument */
export function versionIdParameter(query: URLSearchParams): string | undefined {
  const versionId = query.get('versionId') ?? undefined;
  if (versionId === '') {
    throw s3Errors.invalidArgument('Version id cannot be the empty string', 'versionId', '');
  }
  return versionId;
}
