/**
 * Keeps secrets out of everything that is printed or answered. A guest's identity ID is one of them: whoever knows it gets that
 * guest's credentials, and AWS's error messages quote object keys that hold it.
 */
export interface Mask {
  /** Never let these be read: tokens, keys, identity IDs. */
  hide(...values: readonly (string | undefined)[]): void;
  /** A string with all that is hidden taken out. */
  text(value: string): string;
  /** The same for every string in a JSON value. */
  json<T>(value: T): T;
}

const masked = '***';
/** An identity ID, plain or percent-encoded: `eu-central-1:…`. */
const identityId = /\b[a-z]{2,4}(?:-[a-z]+)+-\d+(?::|%3A)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
/** Anything of a JWT's shape. */
const jsonWebToken = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g;
/** Temporary and long-term access key IDs. */
const accessKeyId = /\bA(?:SIA|KIA)[A-Z0-9]{12,}\b/g;
/** Shorter strings are no secrets, and masking them would eat ordinary words. */
const shortestSecret = 4;
/** Longer texts are nobody's claim: an error's message, which hardly comes twice. */
const longestClaim = 120;

/**
 * @param knownIdentifiers of the same shape as identity IDs yet public: the identity pool's
 */
export function createMask(knownIdentifiers: readonly string[] = []): Mask {
  const hidden = new Set<string>();
  /** All that is hidden, as one pattern: a run with many players hides hundreds of values, and masks thousands of texts. */
  let secrets: RegExp | undefined;
  /** What was masked before, since something was last hidden: most texts of a run are its claims, the same for every player. */
  const done = new Map<string, string>();
  const known = new Set(knownIdentifiers.flatMap((id) => [id, encodeURIComponent(id)]));

  function text(value: string): string {
    const known = done.get(value);
    if (known !== undefined) return known;
    const result = search(value);
    if (value.length <= longestClaim) done.set(value, result);
    return result;
  }

  function search(value: string): string {
    if (hidden.size > 0) secrets ??= patternOf(hidden);
    return (secrets === undefined ? value : value.replace(secrets, masked))
      .replace(identityId, (found) => (known.has(found) ? found : masked))
      .replace(jsonWebToken, masked)
      .replace(accessKeyId, masked);
  }

  function json<T>(value: T): T {
    if (typeof value === 'string') return text(value) as T;
    if (Array.isArray(value)) return value.map(json) as T;
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, json(member)])) as T;
    }
    return value;
  }

  return {
    text,
    json,
    hide(...values) {
      for (const value of values) {
        if (value === undefined || value.length < shortestSecret) continue;
        hidden.add(value);
        // Half of a character can't be written in a URL, and a token that holds one is none.
        hidden.add(encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD')));
        secrets = undefined;
        done.clear();
      }
    },
  };
}

/** Any of these texts, the longest first: one may begin with another. */
function patternOf(texts: Iterable<string>): RegExp {
  const longestFirst = [...texts].sort((one, other) => other.length - one.length);
  return new RegExp(longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
}
