import { z } from 'zod';
import { TokenRefused } from './token-refused';

/** The claim that carries session tags (documented: IAM guide, "Pass session tags in AWS STS", AssumeRoleWithWebIdentity). */
const claimName = 'https://aws.amazon.com/tags';

/** Letters, digits, space and `_ . : / = + - @`: what a tag may hold (documented). */
const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Whether a tag's key is AWS's own (documented: IAM guide, "Tags for IAM resources"; that it holds for session tags is the narrower reading). */
export function isReservedTagKey(key: string): boolean {
  return /^aws:/i.test(key);
}

/** Whether no key is there twice: `Clan` and `clan` are one (documented: IAM guide, "Pass session tags in AWS STS"). */
export function areDistinctTagKeys(keys: readonly string[]): boolean {
  return new Set(keys.map((key) => key.toLowerCase())).size === keys.length;
}

/** Whether STS takes a tag: its key of 1 to 128 characters, its value of at most 256, both of letters that a tag may hold (documented). */
export function isSessionTag(key: string, value: string): boolean {
  return (
    key.length >= 1 &&
    key.length <= 128 &&
    !isReservedTagKey(key) &&
    value.length <= 256 &&
    tagCharacters.test(key) &&
    tagCharacters.test(value)
  );
}

const tagsClaim = z.looseObject({
  principal_tags: z.record(
    z.string().min(1).max(128).regex(tagCharacters),
    z
      .union([z.string(), z.tuple([z.string()]).transform(([value]) => value)])
      .pipe(z.string().max(256).regex(tagCharacters)),
  ),
});

/**
 * The session tags that a token carries.
 *
 * @throws TokenRefused for a claim that holds no valid tags, or more than 50
 */
export function sessionTags(claims: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const claim = claims[claimName];
  if (claim === undefined) return new Map();
  const parsed = tagsClaim.safeParse(claim);
  if (!parsed.success) throw new TokenRefused('malformed');
  const tags = new Map(Object.entries(parsed.data.principal_tags));
  const keys = [...tags.keys()];
  if (tags.size > 50 || !areDistinctTagKeys(keys) || keys.some(isReservedTagKey)) throw new TokenRefused('malformed');
  return tags;
}

/** The claim for a token that is to carry these tags; nothing for none. */
export function sessionTagsClaim(tags: ReadonlyMap<string, string>): Record<string, unknown> {
  if (tags.size === 0) return {};
  const principalTags = Object.fromEntries([...tags].map(([key, value]) => [key, [value]]));
  return { [claimName]: { principal_tags: principalTags } };
}
