import type { VerifiedLogin } from '../../identities/login-verifier';
import { isSessionTag } from '../../identities/session-tags';
import { claimValues } from './role-mapping';

/** Tag key → claim, of one provider. */
export type TagMap = ReadonlyMap<string, string>;

/** A pool's attributes for access control, by {@link VerifiedLogin.principalTagKey}. */
export type PrincipalTagMaps = ReadonlyMap<string, TagMap>;

/**
 * The map that `UseDefaults` stands for: the client ID and the user's ID (documented: Cognito guide, "Default provider mappings", and the
 * API reference; the two tag keys as the console shows them: observed).
 */
export const defaultTagMap: TagMap = new Map([
  ['client', 'aud'],
  ['username', 'sub'],
]);

/** All tags of a session together (documented: Cognito guide, "Using attributes for access control"), read as keys and values in bytes. */
const mostBytes = 460;

/** Claims make no legal tags: AWS then gives no credentials (observed: aws-sdk-js#4112, for tags that are too long). */
export class TagsRefused extends Error {
  override readonly name = 'TagsRefused';
}

/**
 * The session tags of a player: for each tag of their provider's map the claim's value. A claim that is absent makes no tag.
 *
 * Unconfirmed, and read so that no tag says what the identity provider did not say of this player alone: a claim with several values
 * makes no tag; two logins that differ in a tag are refused.
 *
 * @throws TagsRefused for a value that STS would not take
 */
export function principalTags(maps: PrincipalTagMaps, logins: readonly VerifiedLogin[]): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const login of logins) {
    for (const [key, claim] of maps.get(login.principalTagKey ?? login.provider) ?? []) {
      const [value, ...more] = claimValues(login.claims, claim);
      if (value === undefined || value === '' || more.length > 0) continue;
      if (!isSessionTag(key, value)) throw new TagsRefused(`the claim ${claim} is no value of a tag`);
      const known = tags.get(key);
      if (known !== undefined && known !== value)
        throw new TagsRefused(`two logins give the tag ${key} different values`);
      tags.set(key, value);
    }
  }
  const bytes = [...tags].reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (bytes > mostBytes) throw new TagsRefused(`the tags hold ${bytes} bytes, ${mostBytes} is the most`);
  return tags;
}
