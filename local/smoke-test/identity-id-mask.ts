/**
 * An identity ID, plain or percent-encoded: `eu-central-1:…`. A pool's ID has the same shape; what stands where an audience is asked for,
 * or in a pool's ARN, is one, of whichever pool. A text that was cut may end within an identity ID.
 */
const shape =
  /(?<!:aud (?:wants )?'|identitypool\/)(?:\b|(?<=%2F))[a-z]{2}(?:-[a-z]+)+-\d+(?::|%3A)(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f-]{0,35}(?=…))/gi;

/** Takes players' identity IDs out of a text: a guest's is a bearer secret, and what two players were told becomes one. */
export function maskIdentityIds(text: string, poolIds: readonly string[] = []): string {
  return text.replace(shape, (found) => (poolIds.includes(found) ? found : '<identity ID>'));
}
