import type { DocumentPath } from '../../engine/checked-request';
import { validationError } from '../../errors';
import { readCondition } from './conditions';
import { malformed } from './malformed';
import { TokenReader } from './token-reader';
import type {
  Condition,
  Delete,
  Exists,
  Insert,
  OrderTerm,
  ParsedStatement,
  Select,
  Statement,
  Target,
  Update,
} from './tree';
import { readClauses, readReturning } from './updates';
import { readItem, readPath, unexpected } from './values';

/**
 * Reads a statement of the subset of PartiQL that DynamoDB has, and nothing else. Throws a `ValidationException`.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
 */
export function parseStatement(text: string): ParsedStatement {
  const tokens = new TokenReader(text);
  const statement = readStatement(tokens);
  tokens.acceptSymbol(';');
  if (tokens.peek().kind !== 'end') throw malformed('Unexpected token after expression');
  return { statement, parameters: tokens.parameters };
}

function readStatement(tokens: TokenReader): Statement {
  if (tokens.acceptWord('select')) return readSelect(tokens);
  if (tokens.acceptWord('insert', 'into')) return readInsert(tokens);
  if (tokens.acceptWord('update')) return readUpdate(tokens);
  if (tokens.acceptWord('delete', 'from')) return readDelete(tokens);
  if (tokens.acceptWord('from')) return readUpdateFromFirst(tokens);
  if (tokens.isWord('exists') && tokens.isSymbol('(', 1)) return readExists(tokens);
  throw malformed('Expected data manipulation');
}

function readSelect(tokens: TokenReader): Select {
  const projection = tokens.acceptSymbol('*') ? undefined : readProjection(tokens);
  if (projection === undefined && tokens.isSymbol(',')) {
    throw validationError("Other attributes should not be present in the projection when '*' is used.");
  }
  tokens.expectWord('from');
  const target = readTarget(tokens, 'Unexpected term');
  refuseAlias(tokens, ['where', 'order']);
  const where = readWhere(tokens);
  const orderBy = tokens.acceptWord('order', 'by') ? readOrder(tokens) : [];
  return {
    kind: 'select',
    ...(projection === undefined ? {} : { projection }),
    target,
    ...(where === undefined ? {} : { where }),
    orderBy,
  };
}

/** **Observed**: a function is no column (paritysuite/dynamodb-conformance, partiqlFunctions); nor is an alias, nor the same column twice. */
function readProjection(tokens: TokenReader): readonly DocumentPath[] {
  const paths: DocumentPath[] = [];
  do {
    const { kind, at } = tokens.peek();
    if (kind === 'word' && tokens.isSymbol('(', 1)) {
      throw validationError(`Unexpected path component at ${at}`);
    }
    if (kind !== 'word' && kind !== 'name') throw unexpected(tokens);
    paths.push(readPath(tokens));
    if (tokens.isWord('as')) throw validationError('Aliasing is not supported');
  } while (tokens.acceptSymbol(','));
  const columns = paths.map(columnName);
  const twice = columns.find((column, index) => columns.indexOf(column) < index);
  if (twice !== undefined) throw validationError(`Duplicate identifiers in select clause: ${twice}`);
  return paths;
}

/** What an answer calls a column: the path from its last name on, `k[1]` for `m.k[1]` (**observed**: floci-io/floci#3798). */
export function columnName(path: DocumentPath): string {
  const last = path.findLastIndex((step) => typeof step === 'string');
  return path.slice(last).reduce<string>((name, step) => (typeof step === 'string' ? step : `${name}[${step}]`), '');
}

function readOrder(tokens: TokenReader): readonly OrderTerm[] {
  const terms: OrderTerm[] = [];
  do {
    const attribute = tokens.expectName('Unexpected term');
    const descending = tokens.acceptWord('desc');
    if (!descending) tokens.acceptWord('asc');
    terms.push({ attribute, descending });
  } while (tokens.acceptSymbol(','));
  return terms;
}

function readInsert(tokens: TokenReader): Insert {
  const target = readTarget(tokens);
  if (!tokens.acceptWord('value')) throw malformed(leftOver(tokens));
  const item = readItem(tokens);
  if (tokens.isWord('returning')) throw validationError('RETURNING is not supported in INSERT');
  return { kind: 'insert', target, item };
}

function leftOver(tokens: TokenReader): string {
  return tokens.isWord('values') ? 'Unexpected keyword' : 'Unexpected token after expression';
}

function readUpdate(tokens: TokenReader): Update {
  const target = readTarget(tokens);
  refuseAlias(tokens, ['set', 'remove', 'where', 'returning']);
  const clauses = readClauses(tokens);
  return { kind: 'update', target, clauses, ...whereAndReturning(readWhere(tokens), tokens) };
}

/** `FROM … WHERE … SET …` is an update too (**observed**: paritysuite/dynamodb-conformance, fromFirstUpdate). */
function readUpdateFromFirst(tokens: TokenReader): Update {
  const target = readTarget(tokens);
  refuseAlias(tokens, ['set', 'remove', 'where', 'returning']);
  const where = readWhere(tokens);
  const clauses = readClauses(tokens);
  return { kind: 'update', target, clauses, ...whereAndReturning(where, tokens) };
}

function readDelete(tokens: TokenReader): Delete {
  const target = readTarget(tokens);
  refuseAlias(tokens, ['where', 'returning', 'order']);
  const rest = whereAndReturning(readWhere(tokens), tokens);
  if (rest.returning !== undefined && rest.returning !== 'ALL_OLD') {
    const [all, old] = rest.returning.split('_');
    const written = `${all === 'ALL' ? 'ALL' : 'MODIFIED'} ${old}`;
    throw validationError(
      `Invalid returning clause: RETURNING ${written} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
    );
  }
  return { kind: 'delete', target, ...rest };
}

function readExists(tokens: TokenReader): Exists {
  tokens.take();
  tokens.take();
  tokens.expectWord('select');
  const select = readSelect(tokens);
  tokens.expectSymbol(')');
  return { kind: 'exists', select };
}

function whereAndReturning(where: Condition | undefined, tokens: TokenReader): Pick<Delete, 'where' | 'returning'> {
  const returning = readReturning(tokens);
  return { ...(where === undefined ? {} : { where }), ...(returning === undefined ? {} : { returning }) };
}

function readWhere(tokens: TokenReader): Condition | undefined {
  return tokens.acceptWord('where') ? readCondition(tokens) : undefined;
}

function readTarget(tokens: TokenReader, missing = 'Expected identifier for simple path'): Target {
  const table = tokens.expectName(missing);
  if (!tokens.acceptSymbol('.')) return { table };
  return { table, index: tokens.expectName('Invalid path dot component') };
}

/** **Observed**: paritysuite/dynamodb-conformance, partiqlGrammar. */
function refuseAlias(tokens: TokenReader, next: readonly string[]): void {
  const { kind } = tokens.peek();
  if ((kind === 'word' || kind === 'name') && !next.some((word) => tokens.isWord(word))) {
    throw tokens.isWord('limit')
      ? validationError(`Unsupported clause: LIMIT at ${tokens.peek().at}`)
      : validationError('Aliasing is not supported');
  }
}
