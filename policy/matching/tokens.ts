import type { Refuse } from '../policy-error';

/** A piece of a policy string: text to be met exactly, a policy variable, or a wildcard. */
export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'variable';
      /** Lower-case, as the request context spells it. */
      readonly key: string;
      /** As the policy spells it. */
      readonly name: string;
      /** Stands in when the request does not carry the key. */
      readonly fallback?: string;
    }
  | { readonly kind: 'wildcard'; readonly any: boolean };

/** What a policy string may hold beside literal text. */
export interface TokenRules {
  /** `*` and `?`; otherwise they are ordinary characters. */
  readonly wildcards: boolean;
  /** `${…}`; policies of version 2008-10-17 take it literally. */
  readonly variables: boolean;
}

/**
 * A condition key's name: a prefix, a colon, and the rest (tag keys may hold spaces and `_ . : / = + - @`). The prefix may be an
 * issuer with its path, so it may hold what a path of a URL may hold (`~`, `%7E`).
 */
export const conditionKeyName = /^[A-Za-z0-9][\p{L}\p{N}._~%+=/@-]*:[\p{L}\p{N} _.:/=+@-]+$/u;

const special = /[$*?]/g;

// ${*} ${?} ${$}, ${key} or ${key, 'default'}: documented with comma and space. What AWS makes of another spelling is
// **unconfirmed**, so it is refused.
const variableSyntax = /\$\{(?:([*?$])|([^{}',]+)(?:, '([^']*)')?)\}/y;

/**
 * Reads a policy string. `${*}`, `${?}` and `${$}` are the literal characters; `${key, 'default'}` has a default.
 *
 * @throws PolicyError for a variable it cannot read
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function tokenize(text: string, rules: TokenRules, refuse: Refuse): readonly Token[] {
  const tokens: Token[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') tokens.push({ kind: 'literal', text: literal });
    literal = '';
  };
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (rules.variables && character === '$' && text[at + 1] === '{') {
      const [whole, escaped, name, fallback] = readVariable(text, at, refuse);
      at += whole.length;
      if (escaped !== undefined) {
        literal += escaped;
        continue;
      }
      flush();
      const variable = { kind: 'variable', key: name.toLowerCase(), name } as const;
      tokens.push(fallback === undefined ? variable : { ...variable, fallback });
    } else if (rules.wildcards && (character === '*' || character === '?')) {
      flush();
      tokens.push({ kind: 'wildcard', any: character === '*' });
      at += 1;
    } else {
      const next = nextSpecial(text, at + 1);
      literal += text.slice(at, next);
      at = next;
    }
  }
  flush();
  return tokens;
}

/** Where the next character stands that may be more than itself; the length of the text where none does. */
function nextSpecial(text: string, from: number): number {
  special.lastIndex = from;
  return special.exec(text)?.index ?? text.length;
}

function readVariable(
  text: string,
  at: number,
  refuse: Refuse,
): readonly [whole: string, escaped: string | undefined, name: string, fallback: string | undefined] {
  variableSyntax.lastIndex = at;
  const found = variableSyntax.exec(text);
  const name = found?.[2] ?? '';
  if (found === null || (found[1] === undefined && (name !== name.trim() || !conditionKeyName.test(name)))) {
    throw refuse(
      `'${text}' holds a policy variable that cannot be read; write \${prefix:key}, \${prefix:key, 'default'}, \${*}, \${?} or \${$} (AWS may accept another spelling; what it means is not documented)`,
    );
  }
  return [found[0], found[1], name, found[3]];
}
