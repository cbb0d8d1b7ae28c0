import type { DocumentPath } from '../../engine/checked-request';
import { validationError } from '../../errors';
import { malformed } from './malformed';
import type { TokenReader } from './token-reader';
import type { Addend, Assigned, Returning, UpdateClause, ValueNode } from './tree';
import { readPath, readValue, startsValue } from './values';

/** `SET a = 1, b = 2 SET c = 3 REMOVE d`: clauses follow each other in any order (**documented**: "Update statements", examples). */
export function readClauses(tokens: TokenReader): readonly UpdateClause[] {
  const clauses: UpdateClause[] = [];
  for (;;) {
    const read = clauseReader(tokens);
    if (read === undefined) break;
    do clauses.push(read());
    while (tokens.acceptSymbol(','));
  }
  if (clauses.length === 0) throw malformed('Expected SET or REMOVE');
  return clauses;
}

function clauseReader(tokens: TokenReader): (() => UpdateClause) | undefined {
  if (tokens.acceptWord('set')) return () => readAssignment(tokens);
  if (tokens.acceptWord('remove')) return () => ({ kind: 'remove', path: readPath(tokens) });
  return undefined;
}

function readAssignment(tokens: TokenReader): UpdateClause {
  const path = readPath(tokens);
  tokens.expectSymbol('=');
  return { kind: 'set', path, value: readAssigned(tokens, path) };
}

function readAssigned(tokens: TokenReader, path: DocumentPath): Assigned {
  if (tokens.peek().kind === 'word' && tokens.isSymbol('(', 1)) return readCall(tokens, path);
  const left = readAddend(tokens);
  const operator = tokens.isSymbol('+') ? '+' : tokens.isSymbol('-') ? '-' : undefined;
  if (operator === undefined) return left;
  tokens.take();
  return { kind: 'sum', operator, left, right: readAddend(tokens) };
}

function readCall(tokens: TokenReader, path: DocumentPath): Assigned {
  const { text, at } = tokens.take();
  const name = text.toLowerCase();
  tokens.expectSymbol('(');
  if (name === 'list_append') {
    const left = readAddend(tokens);
    tokens.expectSymbol(',');
    const right = readAddend(tokens);
    tokens.expectSymbol(')');
    return { kind: name, left, right };
  }
  if (name !== 'set_add' && name !== 'set_delete') throw validationError(`Unrecognized function: ${name} at ${at}`);
  const firstAt = tokens.peek().at;
  const operands = tokens.list(')', () => readAddend(tokens));
  return { kind: name, value: setOperand(name, operands, path, at, firstAt) };
}

/** **Observed**: paritysuite/dynamodb-conformance, partiqlFunctions. */
function setOperand(
  name: string,
  [first, second, ...others]: readonly Addend[],
  path: DocumentPath,
  at: string,
  firstAt: string,
): ValueNode {
  const called = name.toUpperCase();
  if (first === undefined || second === undefined || others.length > 0) {
    throw validationError(`${called} must have exactly two arguments at ${at}`);
  }
  if (first.kind !== 'path' || JSON.stringify(first.path) !== JSON.stringify(path)) {
    throw validationError(`The first argument to ${called} must equal the assignment value at ${at}`);
  }
  if (second.kind !== 'set' && second.kind !== 'parameter') {
    throw validationError(`The second argument to ${called} must be a value with type SET at ${firstAt}`);
  }
  return second;
}

function readAddend(tokens: TokenReader): Addend {
  return startsValue(tokens) ? readValue(tokens) : { kind: 'path', path: readPath(tokens) };
}

/** `RETURNING ALL OLD *` and its kin; undefined where there is none. */
export function readReturning(tokens: TokenReader): Returning | undefined {
  if (!tokens.acceptWord('returning')) return undefined;
  const isAll = tokens.acceptWord('all');
  if (!isAll && !tokens.acceptWord('modified')) throw malformed('Expected ALL or MODIFIED');
  const isNew = tokens.acceptWord('new');
  if (!isNew && !tokens.acceptWord('old')) throw malformed('Expected NEW or OLD');
  tokens.expectSymbol('*');
  return `${isAll ? 'ALL' : 'UPDATED'}_${isNew ? 'NEW' : 'OLD'}`;
}
