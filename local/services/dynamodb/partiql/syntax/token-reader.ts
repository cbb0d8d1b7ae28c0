import { type Token, type TokenKind, tokensOf } from './lexer';
import { malformed } from './malformed';
import { reservedWords } from './reserved-words';

/** How deep parentheses, `NOT`s and values may nest, so that no statement exhausts the stack. Values: **documented**, 32 levels. */
const deepest = 32;

/** The tokens of a statement, read one after the other. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #parameters = 0;

  constructor(statement: string) {
    this.#tokens = tokensOf(statement);
  }

  /** How many `?` have been read. */
  get parameters(): number {
    return this.#parameters;
  }

  /** The token that comes next, or one after it. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)] as Token;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  /** True, and the keyword is read, where it comes next. Keywords in any case (**observed**: the same suite, fromFirstUpdate). */
  acceptWord(...keywords: readonly string[]): boolean {
    const isNext = keywords.every((keyword, index) => this.isWord(keyword, index));
    if (isNext) this.#next += keywords.length;
    return isNext;
  }

  isWord(keyword: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'word' && text.toLowerCase() === keyword;
  }

  acceptSymbol(symbol: string): boolean {
    const isNext = this.isSymbol(symbol);
    if (isNext) this.#next += 1;
    return isNext;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'symbol' && text === symbol;
  }

  expectWord(keyword: string): void {
    if (!this.acceptWord(keyword)) throw malformed(`Expected ${keyword.toUpperCase()}`);
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) throw malformed(`Expected '${symbol}'`);
  }

  expect(kind: TokenKind, detail: string): string {
    if (this.peek().kind !== kind) throw malformed(detail);
    return this.take().text;
  }

  /** A name: quoted, or a word that is not reserved. */
  expectName(detail: string): string {
    const { kind, text } = this.peek();
    const isName = kind === 'name' || (kind === 'word' && !reservedWords.has(text.toLowerCase()));
    if (!isName || text === '') throw malformed(detail);
    return this.take().text;
  }

  /** The index of a parameter whose `?` has just been read. */
  countParameter(): number {
    return this.#parameters++;
  }

  /** Reads what is one level deeper. */
  nested<Node>(read: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > deepest) throw malformed('Nesting Levels have exceeded supported limits');
    const node = read();
    this.#depth -= 1;
    return node;
  }

  /** What separates the members of a list, until its end. */
  list<Node>(end: string, read: () => Node): readonly Node[] {
    if (this.acceptSymbol(end)) return [];
    const nodes = [read()];
    while (this.acceptSymbol(',')) nodes.push(read());
    this.expectSymbol(end);
    return nodes;
  }
}
