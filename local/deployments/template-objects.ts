import type { Account } from '../resources/account';
import type { TemplateObjects } from '../services/cloudformation/operation-parts';
import { hostBucket, isS3Host } from '../services/s3/address';
import { ServiceError } from '../shared/service-error';

/**
 * Templates in the account's buckets, by S3's addresses in either style, and by the local cloud's own.
 *
 * @param isOwnHost whether a host name, without port, is one that the local cloud answers to
 */
export function templateObjects(
  { buckets, partition }: Pick<Account, 'buckets' | 'partition'>,
  isOwnHost: (host: string) => boolean,
): TemplateObjects {
  const placeOf = (url: string) => placeIn(url, isOwnHost);
  const read = (url: string) => {
    const place = placeOf(url);
    const bucket = place && buckets.find(place.bucket);
    const object =
      place?.versionId === undefined
        ? place && bucket?.objects.current(place.key)
        : bucket?.objects.version(place.key, place.versionId);
    if (object === undefined || object.deleteMarker) {
      throw new ServiceError('ValidationError', 'S3 error: The specified key does not exist.');
    }
    return object;
  };
  return {
    arnOf(url) {
      const place = placeOf(url);
      if (place === undefined) {
        throw new ServiceError('ValidationError', 'TemplateURL must be a supported URL.');
      }
      return `arn:${partition}:s3:::${place.bucket}/${place.key}`;
    },
    textOf(url) {
      return read(url).body.read().toString('utf8');
    },
  };
}

interface Place {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

function placeIn(url: string, isOwnHost: (host: string) => boolean): Place | undefined {
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
