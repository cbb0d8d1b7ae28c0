/** Literal text, or a wildcard: `any` for `*`, otherwise `?`. */
export type WildcardPart = string | { readonly any: boolean };

/**
 * Whether a value meets a pattern with wildcards. Linear in practice and never exponential: a mismatch goes back to the
 * last `*` only, which suffices because a later `*` can take whatever an earlier one could have taken.
 *
 * @param freeFrom wildcards may not take a colon that stands before this index: the colons that divide an ARN. (Going back
 *   to the last `*` still suffices: between two candidate ends of an earlier `*` there is no such colon either.)
 */
export function matchWildcards(parts: readonly WildcardPart[], value: string, freeFrom: number): boolean {
  let part = 0;
  let at = 0;
  let starPart = -1;
  let starAt = 0;
  for (;;) {
    const current = parts[part];
    if (current === undefined) {
      if (at === value.length) return true;
    } else if (typeof current === 'string') {
      if (value.startsWith(current, at)) {
        at += current.length;
        part += 1;
        continue;
      }
    } else if (current.any) {
      starPart = part;
      starAt = at;
      part += 1;
      continue;
    } else if (at < value.length && mayTake(value, at, freeFrom)) {
      at += 1;
      part += 1;
      continue;
    }
    if (starPart < 0 || starAt >= value.length || !mayTake(value, starAt, freeFrom)) return false;
    starAt += 1;
    at = starAt;
    part = starPart + 1;
  }
}

function mayTake(value: string, at: number, freeFrom: number): boolean {
  return at >= freeFrom || value.charCodeAt(at) !== 58;
}

/** The index behind the fifth colon, where the resource part of an ARN begins; the length when there are fewer. */
export function resourcePartOf(arn: string): number {
  let at = -1;
  for (let colon = 0; colon < 5; colon += 1) {
    at = arn.indexOf(':', at + 1);
    if (at < 0) return arn.length;
  }
  return at + 1;
}
