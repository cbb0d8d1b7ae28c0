import type { Account } from '../resources/account';
import type { TemplateObjects } from '../services/cloudformation/operation-parts';
import { ServiceError } from '../shared/service-error';

/** **Documented**: CloudFormation quotas, of a template that lies in S3. */
const longestTemplate = 1024 * 1024;

/** Templates in the account's buckets, by S3's addresses in either style, and by the local cloud's own. */
export function templateObjects({ buckets, partition }: Pick<Account, 'buckets' | 'partition'>): TemplateObjects {
  const read = (url: string) => {
    const place = placeOf(url);
    const bucket = place && buckets.find(place.bucket);
    const object = place && bucket?.objects.current(place.key);
    if (place === undefined || object === undefined || object.deleteMarker) {
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
      const { body } = read(url);
      if (body.length > longestTemplate) {
        throw new ServiceError('ValidationError', `Template may not exceed ${longestTemplate} bytes in size.`);
      }
      return body.toString('utf8');
    },
  };
}

function placeOf(url: string): { readonly bucket: string; readonly key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const [, before] = /^(?:(.+)\.)?s3[.-](?:[a-z0-9-]+\.)*(?:amazonaws\.com(?:\.cn)?|localhost)$/.exec(hostname) ?? [];
  if (before !== undefined) return { bucket: before, key: path };
  const [bucket = '', ...rest] = path.split('/');
  return rest.length === 0 ? undefined : { bucket, key: rest.join('/') };
}
