import type { Account } from '../resources/account';
import type { TemplateObjects } from '../services/cloudformation/operation-parts';
import { templatePlace, templateQuestion } from '../services/cloudformation/template-place';
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
  const placeOf = (url: string) => templatePlace(url, isOwnHost);
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
    questionOf(url) {
      const place = placeOf(url);
      if (place === undefined) {
        throw new ServiceError('ValidationError', 'TemplateURL must be a supported URL.');
      }
      return templateQuestion(place, partition);
    },
    textOf(url) {
      return read(url).body.read().toString('utf8');
    },
  };
}
