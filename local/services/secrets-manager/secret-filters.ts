import type { Secret } from './secret';

/** A filter of `ListSecrets`: one of its values must be there, or, behind a `!`, must not. */
export interface SecretFilter {
  readonly Key: 'description' | 'name' | 'tag-key' | 'tag-value' | 'primary-region' | 'owning-service' | 'all';
  readonly Values: readonly string[];
}

/**
 * Whether a secret passes a filter. All keys match by a beginning, with case but for descriptions; `all` looks for each word of the value
 * anywhere, without case (documented: API_Filter). Services own none of these secrets.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html
 */
export function passes(secret: Secret, { Key, Values }: SecretFilter): boolean {
  return Values.some((value) => {
    const isNegated = value.startsWith('!');
    return matches(secret, Key, isNegated ? value.slice(1) : value) !== isNegated;
  });
}

function matches(secret: Secret, key: SecretFilter['Key'], value: string): boolean {
  if (key !== 'all') return textsOf(secret, key).some((text) => begins(text, value, key === 'description'));
  const everything = (['name', 'description', 'tag-key', 'tag-value'] as const).flatMap((one) => textsOf(secret, one));
  const words = value.toLowerCase().split(/\s+/);
  return words.every((word) => everything.some((text) => text.toLowerCase().includes(word)));
}

function textsOf({ name, arn, configuration }: Secret, key: Exclude<SecretFilter['Key'], 'all'>): readonly string[] {
  switch (key) {
    case 'name':
      return [name];
    case 'description':
      return configuration.description === undefined ? [] : [configuration.description];
    case 'tag-key':
      return [...configuration.tags.keys()];
    case 'tag-value':
      return [...configuration.tags.values()];
    case 'primary-region':
      return [arn.split(':')[3] ?? ''];
    case 'owning-service':
      return [];
  }
}

function begins(text: string, value: string, ignoreCase: boolean): boolean {
  return ignoreCase ? text.toLowerCase().startsWith(value.toLowerCase()) : text.startsWith(value);
}
