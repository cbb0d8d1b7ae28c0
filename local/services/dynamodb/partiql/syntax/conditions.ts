import { validationError } from '../../errors';
import { malformed } from './malformed';
import type { TokenReader } from './token-reader';
import type { Comparator, Condition, ConditionFunction, Operand } from './tree';
import { readPath, readValue, startsValue, unexpected } from './values';

const comparators: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** How many operands a function takes, and at which of them a path must stand. */
const functions: Readonly<Record<ConditionFunction, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
};

/** Type names after `IS`, and what the API calls them. **Observed**: `BOOL`, `STRING`; the others are **documented**: "IS". */
export const typeNames: ReadonlyMap<string, string> = new Map([
  ['MISSING', ''],
  ['NULL', 'NULL'],
  ['BOOL', 'BOOL'],
  ['BOOLEAN', 'BOOL'],
  ['BLOB', 'B'],
  ['STRING', 'S'],
  ['NUMERIC', 'N'],
  ['STRUCT', 'M'],
  ['TUPLE', 'M'],
  ['LIST', 'L'],
]);

/** The most operands of one IN (**observed**: floci-io/floci#3798). */
const mostOperands = 100;

/** A condition: `OR` binds less than `AND`, which binds less than `NOT`. */
export function readCondition(tokens: TokenReader): Condition {
  return infix(tokens, 'or', () => infix(tokens, 'and', () => readNegation(tokens)));
}

function infix(tokens: TokenReader, kind: 'and' | 'or', read: () => Condition): Condition {
  const first = read();
  const others: Condition[] = [];
  while (tokens.acceptWord(kind)) {
    if (tokens.peek().kind === 'end') throw malformed('Missing right-hand side expression of infix operator');
    others.push(read());
  }
  return others.length === 0 ? first : { kind, of: [first, ...others] };
}

function readNegation(tokens: TokenReader): Condition {
  if (!tokens.acceptWord('not')) return readTerm(tokens);
  return { kind: 'not', of: tokens.nested(() => readNegation(tokens)) };
}

function readTerm(tokens: TokenReader): Condition {
  if (tokens.acceptSymbol('(')) {
    const condition = tokens.nested(() => readCondition(tokens));
    tokens.expectSymbol(')');
    return comparedWithTruth(tokens, condition);
  }
  const { kind, text } = tokens.peek();
  const isCall = kind === 'word' && tokens.isSymbol('(', 1) && text.toLowerCase() !== 'size';
  return isCall ? comparedWithTruth(tokens, readCall(tokens)) : readComparison(tokens, readOperand(tokens));
}

/** `contains(a, 'x') = false` (**observed**: floci-io/floci#3798; what else a condition may be compared with is refused here). */
function comparedWithTruth(tokens: TokenReader, condition: Condition): Condition {
  const isEqual = tokens.isSymbol('=');
  const truth = ['true', 'false'].find((word) => tokens.isWord(word, 1));
  if (truth === undefined || !(isEqual || tokens.isSymbol('<>'))) return condition;
  tokens.take();
  tokens.take();
  return isEqual === (truth === 'true') ? condition : { kind: 'not', of: condition };
}

function readCall(tokens: TokenReader): Condition {
  const { text, at } = tokens.take();
  const name = text.toLowerCase();
  if (!Object.hasOwn(functions, name)) throw validationError(`Unrecognized function: ${name} at ${at}`);
  tokens.expectSymbol('(');
  const operands = tokens.list(')', () => readOperand(tokens));
  return checkedCall(name as ConditionFunction, operands);
}

/** **Observed**: paritysuite/dynamodb-conformance, partiqlFunctions. */
function checkedCall(name: ConditionFunction, operands: readonly Operand[]): Condition {
  if (operands.length !== functions[name]) {
    throw validationError(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
  }
  if (operands[0]?.kind !== 'path') {
    throw validationError(`Operator or function requires a document path; operator or function: ${name}`);
  }
  return { kind: 'function', name, operands };
}

function readComparison(tokens: TokenReader, operand: Operand): Condition {
  const negated = tokens.isWord('not') && (tokens.isWord('in', 1) || tokens.isWord('between', 1));
  if (negated) tokens.take();
  const condition = readPredicate(tokens, operand);
  return negated ? { kind: 'not', of: condition } : condition;
}

function readPredicate(tokens: TokenReader, operand: Operand): Condition {
  if (tokens.acceptWord('between')) {
    const low = readOperand(tokens);
    tokens.expectWord('and');
    return { kind: 'between', operand, low, high: readOperand(tokens) };
  }
  if (tokens.acceptWord('in')) return { kind: 'in', operand, values: readAlternatives(tokens) };
  if (tokens.acceptWord('is')) return readTypeTest(tokens, operand);
  const { kind, text } = tokens.peek();
  if (kind !== 'symbol' || !comparators.has(text)) throw malformed('Unexpected term');
  tokens.take();
  return { kind: 'comparison', operator: text as Comparator, left: operand, right: readOperand(tokens) };
}

/** In brackets (**documented**) or in parentheses (**observed**: nubo-db/dynoxide#50). */
function readAlternatives(tokens: TokenReader): readonly Operand[] {
  const end = tokens.acceptSymbol('[') ? ']' : ')';
  if (end === ')') tokens.expectSymbol('(');
  const values = tokens.list(end, () => readOperand(tokens));
  if (values.length === 0) throw malformed('Unexpected term');
  if (values.length > mostOperands) {
    throw validationError(`The IN operator is provided with too many operands; number of operands: ${values.length}`);
  }
  return values;
}

function readTypeTest(tokens: TokenReader, operand: Operand): Condition {
  const negated = tokens.acceptWord('not');
  const { kind, text } = tokens.take();
  const type = text.toUpperCase();
  if (kind !== 'word' || !typeNames.has(type)) throw malformed('Expected type name');
  if (operand.kind !== 'path') throw malformed('Unexpected term');
  return { kind: 'is', path: operand.path, type, negated };
}

function readOperand(tokens: TokenReader): Operand {
  if (startsValue(tokens)) return readValue(tokens);
  const { kind, text, at } = tokens.peek();
  if (kind === 'word' && tokens.isSymbol('(', 1)) {
    if (text.toLowerCase() !== 'size') throw validationError(`Unrecognized function: ${text.toLowerCase()} at ${at}`);
    tokens.take();
    tokens.take();
    const path = readPath(tokens);
    tokens.expectSymbol(')');
    return { kind: 'size', path };
  }
  if (kind !== 'word' && kind !== 'name') throw unexpected(tokens);
  return { kind: 'path', path: readPath(tokens) };
}
