import { hostBucket, isS3Host } from '../s3/address';

/** Where in the account's buckets a template is. */
export interface TemplatePlace {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/**
 * What reading a template asks of whoever deploys: the object, or, where its address says so, one version of it, which is another action
 * (**documented**: S3, "Actions": a `GET` with `versionId`).
 */
export function templateQuestion(
  { bucket, key, versionId }: TemplatePlace,
  partition: string,
): { readonly action: string; readonly resource: string } {
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return { action, resource: `arn:${partition}:s3:::${bucket}/${key}` };
}

/**
 * What a template's address names, in S3's addresses of either style, and in the local cloud's own.
 *
 * @param isOwnHost whether a host name, without port, is one that the local cloud answers to
 * @returns undefined for what is no such address
 */
export function templatePlace(url: string, isOwnHost: (host: string) => boolean): TemplatePlace | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const isS3 = isS3Host(hostname);
  const isLocal = isOwnHost(hostname);
  // Documented: the location begins with https. The local cloud itself may be there without.
  if (!(isS3 || isLocal) || !(protocol === 'https:' || (protocol === 'http:' && isLocal))) return undefined;
  const path = decoded(pathname.slice(1));
  if (path === undefined) return undefined;
  const version = searchParams.get('versionId');
  const versionId = version === null ? {} : { versionId: version };
  const before = hostBucket(hostname);
  if (before !== undefined) return { bucket: before, key: path, ...versionId };
  const [bucket = '', ...rest] = path.split('/');
  return rest.length === 0 ? undefined : { bucket, key: rest.join('/'), ...versionId };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
