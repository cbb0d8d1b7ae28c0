import type { RequestKeys } from '../request-keys';
import type { Token } from './tokens';
import { matchWildcards, resourcePartOf, type WildcardPart } from './wildcard';

/** How a pattern compares. */
export interface PatternRules {
  /** Wildcards do not cross the five colons that divide an ARN's fields; in its last field they take anything. */
  readonly arn?: boolean;
  readonly ignoreCase?: boolean;
}

type Shape = 'everything' | 'exact' | 'prefix' | 'sequence' | 'wildcards';

/**
 * A policy string, made ready to be compared with many values. Variables are looked up at each comparison, and what they
 * stand for is literal: a `*` inside an identity ID matches a `*` and nothing else.
 */
export class Pattern {
  /** As the policy has it. */
  readonly text: string;
  readonly #tokens: readonly Token[];
  readonly #shape: Shape;
  readonly #fixed: string;
  readonly #trailingStar: boolean;
  readonly #arn: boolean;
  readonly #ignoreCase: boolean;
  readonly #parts: readonly WildcardPart[] | undefined;
  readonly #variables: readonly string[];

  constructor(text: string, tokens: readonly Token[], rules: PatternRules = {}) {
    this.text = text;
    this.#arn = rules.arn ?? false;
    this.#ignoreCase = rules.ignoreCase ?? false;
    const merged = mergeLiterals(tokens);
    this.#tokens = this.#ignoreCase ? merged.map(lowerCase) : merged;
    const last = this.#tokens.at(-1);
    this.#trailingStar = last?.kind === 'wildcard' && last.any;
    this.#shape = shapeOf(this.#tokens, this.#trailingStar, this.#arn);
    const first = this.#tokens[0];
    this.#fixed = first?.kind === 'literal' ? first.text : '';
    this.#variables = this.#tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : []));
    this.#parts =
      this.#shape === 'wildcards' && this.#variables.length === 0 ? partsOf(this.#tokens, undefined, false) : undefined;
  }

  /** Undefined: one of its variables stands for something that is not known. */
  matches(value: string, keys: RequestKeys): boolean | undefined {
    for (const key of this.#variables) if (keys.isUncertain(key)) return undefined;
    const compared = this.#ignoreCase ? value.toLowerCase() : value;
    switch (this.#shape) {
      case 'everything':
        return true;
      case 'exact':
        return compared === this.#fixed;
      case 'prefix':
        return compared.startsWith(this.#fixed);
      case 'sequence':
        return this.#matchesSequence(compared, keys);
      case 'wildcards': {
        const parts = this.#parts ?? partsOf(this.#tokens, keys, this.#ignoreCase);
        return parts !== undefined && matchWildcards(parts, compared, this.#arn ? resourcePartOf(compared) : 0);
      }
    }
  }

  /** The text with the variables' values put in, for explanations; a variable without a value stays as it is written. */
  substituted(keys: RequestKeys): string {
    if (this.#variables.length === 0) return this.text;
    return this.#tokens.map((token) => shown(token, keys)).join('');
  }

  /** The variables that have no value in this request: with one of them, nothing matches. */
  unresolved(keys: RequestKeys): readonly string[] {
    return this.#tokens.flatMap((token) =>
      token.kind === 'variable' && variableValue(token, keys) === undefined ? [token.name] : [],
    );
  }

  #matchesSequence(value: string, keys: RequestKeys): boolean {
    let at = 0;
    for (const token of this.#tokens) {
      if (token.kind === 'wildcard') return true;
      const found = token.kind === 'literal' ? token.text : variableValue(token, keys);
      if (found === undefined) return false;
      const text = token.kind === 'variable' && this.#ignoreCase ? found.toLowerCase() : found;
      if (!value.startsWith(text, at)) return false;
      at += text.length;
    }
    return at === value.length;
  }
}

/** So that a pattern without variables and wildcards is one token, and one with a last `*` two. */
function mergeLiterals(tokens: readonly Token[]): readonly Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (token.kind === 'literal' && last?.kind === 'literal') {
      merged[merged.length - 1] = { kind: 'literal', text: last.text + token.text };
    } else {
      merged.push(token);
    }
  }
  return merged;
}

function shapeOf(tokens: readonly Token[], trailingStar: boolean, arn: boolean): Shape {
  if (tokens.length === 1 && trailingStar) return arn ? 'wildcards' : 'everything';
  const wildcards = tokens.filter((token) => token.kind === 'wildcard').length;
  if (wildcards > (trailingStar ? 1 : 0)) return 'wildcards';
  // A last `*` takes everything only where no dividing colon is left for it to meet.
  if (trailingStar && arn && literalColons(tokens) < 5) return 'wildcards';
  if (tokens.some((token) => token.kind === 'variable')) return 'sequence';
  return trailingStar ? 'prefix' : 'exact';
}

function literalColons(tokens: readonly Token[]): number {
  let colons = 0;
  for (const token of tokens) if (token.kind === 'literal') colons += token.text.split(':').length - 1;
  return colons;
}

function variableValue(token: Extract<Token, { kind: 'variable' }>, keys: RequestKeys): string | undefined {
  return keys.variable(token.key) ?? token.fallback;
}

function partsOf(
  tokens: readonly Token[],
  keys: RequestKeys | undefined,
  ignoreCase: boolean,
): readonly WildcardPart[] | undefined {
  const parts: WildcardPart[] = [];
  for (const token of tokens) {
    if (token.kind === 'wildcard') {
      parts.push(token);
    } else if (token.kind === 'literal') {
      parts.push(token.text);
    } else {
      const value = keys === undefined ? undefined : variableValue(token, keys);
      if (value === undefined) return undefined;
      parts.push(ignoreCase ? value.toLowerCase() : value);
    }
  }
  return parts;
}

function shown(token: Token, keys: RequestKeys): string {
  if (token.kind === 'literal') return token.text;
  if (token.kind === 'wildcard') return token.any ? '*' : '?';
  return variableValue(token, keys) ?? `\${${token.name}}`;
}

function lowerCase(token: Token): Token {
  return token.kind === 'literal' ? { kind: 'literal', text: token.text.toLowerCase() } : token;
}
