import { areDistinctTagKeys, isReservedTagKey } from '../../identities/session-tags';
import { memberStructures } from '../../protocols/query-xml';
import { invalidParameter } from './errors';
import type { ParameterReader } from './parameter-reader';

// What the letters of the model's patterns are, is the API reference's.
const tagValue = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*';

/** What a tag's key is made of. */
export const tagKey = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+';

/** The parameter `Tags`; what breaks the model is the reader's to say, the rest {@link checkTags}'s. */
export function readTags(
  reader: ParameterReader,
  parameters: ReadonlyMap<string, string>,
): readonly (readonly [key: string, value: string])[] {
  const tags = memberStructures(parameters, 'Tags', ['Key', 'Value']).map((tag, index) => {
    const at = `Tags.${index + 1}.member`;
    const key = reader.text(`${at}.Key`, tag.get('Key') ?? '', { min: 1, max: 128, pattern: tagKey });
    return [key, reader.text(`${at}.Value`, tag.get('Value') ?? '', { min: 0, max: 256, pattern: tagValue })] as const;
  });
  reader.length('Tags', tags, 50);
  return tags;
}

/**
 * The rules are **documented** ("Pass session tags in AWS STS"), the words are **unconfirmed**.
 *
 * @throws ServiceError `ValidationError`
 */
export function checkTags(tags: readonly (readonly [string, string])[]): void {
  const keys = tags.map(([key]) => key);
  if (keys.some(isReservedTagKey)) throw invalidParameter('Tags: the prefix aws: is reserved');
  if (!areDistinctTagKeys(keys)) throw invalidParameter('Tags: duplicate tag keys; they are not case sensitive');
}
