import { malformed } from './malformed';

/** `word`: a keyword, or a name without quotes; `name`: one in double quotes. */
export type TokenKind = 'word' | 'name' | 'string' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** What it means: a name or string without its quotes, a word as it was written. */
  readonly text: string;
  /** `line:column:length`, as DynamoDB points at a token. */
  readonly at: string;
}

/** Sticky: each is tried where the last token ended. */
const space = /\s+|--[^\n\r]*|\/\*[\s\S]*?\*\//y;
const forms: readonly (readonly [TokenKind, RegExp])[] = [
  ['word', /[A-Za-z_$][A-Za-z0-9_$]*/y],
  ['name', /"(?:[^"]|"")*"/y],
  ['string', /'(?:[^']|'')*'/y],
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['symbol', /<<|>>|<=|>=|<>|!=|[()[\]{},.:;?*=<>+-]/y],
];

/** Reads a statement into tokens, comments left out. Throws a `ValidationException`. */
export function tokensOf(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  const places = new Places(statement);
  let offset = afterSpace(statement, 0);
  while (offset < statement.length) {
    const [kind, text] = tokenAt(statement, offset);
    tokens.push({ kind, text: meaningOf(kind, text), at: places.of(offset, text.length) });
    offset = afterSpace(statement, offset + text.length);
  }
  tokens.push({ kind: 'end', text: '', at: places.of(offset, 0) });
  return tokens;
}

function afterSpace(statement: string, start: number): number {
  let offset = start;
  for (let length = matchAt(space, statement, offset).length; length > 0; ) {
    offset += length;
    length = matchAt(space, statement, offset).length;
  }
  return offset;
}

function tokenAt(statement: string, offset: number): readonly [TokenKind, string] {
  for (const [kind, form] of forms) {
    const text = matchAt(form, statement, offset);
    if (text !== '') return [kind, text];
  }
  throw malformed();
}

function matchAt(form: RegExp, statement: string, offset: number): string {
  form.lastIndex = offset;
  return form.exec(statement)?.[0] ?? '';
}

function meaningOf(kind: TokenKind, text: string): string {
  if (kind === 'string') return text.slice(1, -1).replaceAll("''", "'");
  if (kind === 'name') return text.slice(1, -1).replaceAll('""', '"');
  return text === '!=' ? '<>' : text;
}

/** Where tokens stand. Asked from the beginning on, it looks at nothing twice: a statement may be all lines, and a request all statements. */
class Places {
  readonly #statement: string;
  #line = 1;
  #lineStart = 0;
  #lineEnd: number;

  constructor(statement: string) {
    this.#statement = statement;
    this.#lineEnd = this.#endFrom(0);
  }

  /** @param offset not before that of the last call */
  of(offset: number, length: number): string {
    while (this.#lineEnd < offset) {
      this.#line += 1;
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#endFrom(this.#lineStart);
    }
    return `${this.#line}:${offset - this.#lineStart + 1}:${length}`;
  }

  #endFrom(start: number): number {
    const end = this.#statement.indexOf('\n', start);
    return end < 0 ? this.#statement.length : end;
  }
}
