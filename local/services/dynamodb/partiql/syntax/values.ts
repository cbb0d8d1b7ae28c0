import type { DocumentPath } from '../../engine/checked-request';
import { validationError } from '../../errors';
import { malformed } from './malformed';
import type { TokenReader } from './token-reader';
import type { Literal, ValueNode } from './tree';

/** Where a literal stands in its value, as DynamoDB's errors name it: `root.slots[0]`. */
const root = 'root';

/** True where a value begins. */
export function startsValue(tokens: TokenReader): boolean {
  const { kind, text } = tokens.peek();
  if (kind === 'string' || kind === 'number') return true;
  if (kind === 'word') return ['true', 'false', 'null'].includes(text.toLowerCase());
  return kind === 'symbol' && ['?', '[', '{', '<<', '-', '+'].includes(text);
}

/** A literal or a parameter. */
export function readValue(tokens: TokenReader): ValueNode {
  if (tokens.acceptSymbol('?')) return { kind: 'parameter', index: tokens.countParameter() };
  return readLiteral(tokens, root);
}

/** The map of an INSERT, whose own values may be parameters. */
export function readItem(tokens: TokenReader): readonly (readonly [string, ValueNode])[] {
  tokens.expectSymbol('{');
  return checkNames(tokens.list('}', () => readEntry(tokens, () => readValue(tokens))));
}

function readLiteral(tokens: TokenReader, place: string): Literal {
  return tokens.nested(() => {
    const { kind, text, at } = tokens.peek();
    if (kind === 'string') return { kind, text: tokens.take().text };
    if (kind === 'number' || tokens.isSymbol('-') || tokens.isSymbol('+')) return readNumber(tokens);
    if (tokens.acceptWord('true')) return { kind: 'boolean', value: true };
    if (tokens.acceptWord('false')) return { kind: 'boolean', value: false };
    if (tokens.acceptWord('null')) return { kind: 'null' };
    if (tokens.acceptSymbol('[')) return { kind: 'list', items: readItems(tokens, ']', place) };
    if (tokens.acceptSymbol('<<')) return readSet(tokens, place);
    if (tokens.acceptSymbol('{')) return { kind: 'map', entries: readEntries(tokens, place) };
    // **Observed**: floci-io/floci#3798, of collections in INSERT and UPDATE.
    if (tokens.isSymbol('?')) throw validationError(`Unsupported data type: Parameter under key ${place} at ${at}`);
    if (kind === 'word' && tokens.isSymbol('(', 1)) {
      throw validationError(`Unsupported data type: ${text.toLowerCase()} under key ${place} at ${at}`);
    }
    throw unexpected(tokens);
  });
}

function readItems(tokens: TokenReader, end: string, place: string): readonly Literal[] {
  let index = 0;
  return tokens.list(end, () => readLiteral(tokens, `${place}[${index++}]`));
}

function readSet(tokens: TokenReader, place: string): Literal {
  const items = readItems(tokens, '>>', place);
  if (items.length === 0) throw validationError('Empty bags are not supported');
  const kinds = new Set(items.map(({ kind }) => kind));
  if (kinds.size > 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw validationError('Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags');
  }
  return { kind: 'set', items };
}

function readEntries(tokens: TokenReader, place: string): readonly (readonly [string, Literal])[] {
  return checkNames(tokens.list('}', () => readEntry(tokens, (name) => readLiteral(tokens, `${place}.${name}`))));
}

function readEntry<Node>(tokens: TokenReader, readMember: (name: string) => Node): readonly [string, Node] {
  const name = tokens.expect('string', 'Expected a string as the name of an attribute');
  tokens.expectSymbol(':');
  return [name, readMember(name)];
}

/** Of a name that is there twice it would not be clear which value was judged. */
function checkNames<Node>(entries: readonly (readonly [string, Node])[]): readonly (readonly [string, Node])[] {
  const names = new Set(entries.map(([name]) => name));
  if (names.size < entries.length) throw malformed('An attribute is named twice');
  if (names.has('__proto__')) throw validationError("The local DynamoDB takes no member named '__proto__'.");
  return entries;
}

/** Signs may repeat (**observed**: floci-io/floci#3798). An exponent that fits no 32-bit integer is none (**observed**: the suite above). */
function readNumber(tokens: TokenReader): Literal {
  let isNegative = false;
  while (tokens.isSymbol('-') || tokens.isSymbol('+')) {
    if (tokens.take().text === '-') isNegative = !isNegative;
  }
  const text = tokens.expect('number', 'Unexpected term');
  const [digits = '', exponent = '0'] = text.toLowerCase().split('e');
  const scale = (digits.split('.')[1] ?? '').length - Number(exponent);
  if (Math.abs(Number(exponent)) >= 2 ** 31 || Math.abs(scale) >= 2 ** 31) throw malformed();
  return { kind: 'number', text: `${isNegative ? '-' : ''}${text}` };
}

/** A path: a name, then names after dots and positions in brackets. */
export function readPath(tokens: TokenReader): DocumentPath {
  const path: (string | number)[] = [tokens.expectName(unexpectedDetail(tokens))];
  for (;;) {
    if (tokens.acceptSymbol('.')) path.push(tokens.expectName('Invalid path dot component'));
    else if (tokens.acceptSymbol('[')) path.push(readPosition(tokens));
    else return path;
  }
}

function readPosition(tokens: TokenReader): number {
  const { at } = tokens.peek();
  const literal = readNumber(tokens);
  tokens.expectSymbol(']');
  const text = literal.kind === 'number' ? literal.text : '';
  const position = Math.abs(Number(text));
  if (!/^-?\d+$/.test(text)) throw malformed('Unexpected path component');
  if (Number(text) < 0 || position >= 2 ** 31) {
    throw validationError(`List index is not within the allowable range; index: [${text}] at ${at}`);
  }
  return position;
}

/** What DynamoDB says where a term should begin (**observed**: the suite above). */
export function unexpected(tokens: TokenReader) {
  return malformed(unexpectedDetail(tokens));
}

function unexpectedDetail(tokens: TokenReader): string {
  const { kind } = tokens.peek();
  if (kind !== 'word') return 'Unexpected term';
  return ['is', 'like', 'in', 'between'].some((word) => tokens.isWord(word))
    ? 'Unexpected operator'
    : 'Unexpected keyword';
}
