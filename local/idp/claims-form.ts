import { FieldError } from './field-error';

/** What a player's token says beside who they are, by claim: a text, or a list of texts. */
export type PlayerClaims = Readonly<Record<string, string | readonly string[]>>;

/** As long as a claim may be on a sign-in page, in characters: as much as Cognito reads of one in a principal tag. */
export const longestClaim = 256;

/** What a provider says by itself, whatever a player types. @see OpenID Connect Core 1.0, sections 2 and 5.1 */
const ownClaims = new Set([
  ...[
    'iss',
    'sub',
    'aud',
    'exp',
    'iat',
    'nbf',
    'jti',
    'azp',
    'nonce',
    'auth_time',
    'acr',
    'amr',
    'at_hash',
    'c_hash',
    's_hash',
    'sid',
  ],
  ...['name', 'email', 'email_verified'],
]);

/** Those of the claims that a player can be given on a sign-in page. */
export function typedClaims(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => !ownClaims.has(name));
}

/** The field of a sign-in form that holds a claim. */
export function claimField(name: string): string {
  return `claim.${name}`;
}

/** The fields of a sign-in form for these claims, filled in. */
export function claimFields(claims: PlayerClaims): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      claimField(name),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/**
 * Reads what was typed about a player. A claim whose field is empty is absent; `["red", "blue"]` is a list.
 *
 * @param names which claims there are
 * @param longest how long each may be, in characters
 * @throws FieldError that names the claim, in the reader's words
 */
export function claimsOfForm(
  form: URLSearchParams,
  names: readonly string[],
  longest: number = longestClaim,
): PlayerClaims {
  const claims: [string, string | readonly string[]][] = [];
  for (const name of names) {
    const typed = form.get(claimField(name))?.trim() ?? '';
    if (typed === '') continue;
    if ([...typed].length > longest) {
      throw new FieldError(claimField(name), `${name} has at most ${longest} characters.`);
    }
    claims.push([name, typed.startsWith('[') ? listOf(name, typed) : typed]);
  }
  return Object.fromEntries(claims);
}

function listOf(name: string, typed: string): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(typed);
  } catch {
    list = undefined;
  }
  if (Array.isArray(list) && list.every((value) => typeof value === 'string')) return list;
  throw new FieldError(claimField(name), `${name} begins like a list, which is written ["red", "blue"].`);
}
