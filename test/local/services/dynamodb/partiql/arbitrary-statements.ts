import fc from 'fast-check';
import type { DocumentPath } from '../../../../../local/services/dynamodb/engine/checked-request';
import type {
  Assigned,
  Comparator,
  Condition,
  Literal,
  Operand,
  PathNode,
  Select,
  Statement,
  Target,
  UpdateClause,
  ValueNode,
} from '../../../../../local/services/dynamodb/partiql/syntax/tree';

const name = fc.oneof(
  fc.constantFrom('pk', 'sk', 'select', 'a b', 'it"s', "it's", 'constructor', 'ß', '1st', '--', '.'),
  fc.string({ minLength: 1, maxLength: 6 }).filter((one) => one !== '__proto__'),
);
const path: fc.Arbitrary<DocumentPath> = fc
  .tuple(name, fc.array(fc.oneof(name, fc.nat(99)), { maxLength: 2 }))
  .map(([head, rest]) => [head, ...rest]);
const pathNode: fc.Arbitrary<PathNode> = path.map((one) => ({ kind: 'path', path: one }));

const text: fc.Arbitrary<Literal> = fc.string({ maxLength: 6 }).map((one) => ({ kind: 'string', text: one }));
const number: fc.Arbitrary<Literal> = fc
  .constantFrom('0', '1', '-1', '1.50', '.5', '-1e5', '2.5E-3', '7e+2')
  .map((one) => ({ kind: 'number', text: one }));
const set = (member: fc.Arbitrary<Literal>) =>
  fc.array(member, { minLength: 1, maxLength: 3 }).map((items): Literal => ({ kind: 'set', items }));
const entries = <Value>(value: fc.Arbitrary<Value>) =>
  fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 3 });
const { literal } = fc.letrec<{ literal: Literal }>((tie) => ({
  literal: fc.oneof(
    { maxDepth: 3 },
    text,
    number,
    fc.boolean().map((value): Literal => ({ kind: 'boolean', value })),
    fc.constant<Literal>({ kind: 'null' }),
    set(text),
    set(number),
    fc.array(tie('literal'), { maxLength: 3 }).map((items): Literal => ({ kind: 'list', items })),
    entries(tie('literal')).map((one): Literal => ({ kind: 'map', entries: one })),
  ),
}));
/** Its index is given once the statement is whole: {@link numbered}. */
const value: fc.Arbitrary<ValueNode> = fc.oneof(literal, fc.constant<ValueNode>({ kind: 'parameter', index: 0 }));
const operand: fc.Arbitrary<Operand> = fc.oneof(
  value,
  pathNode,
  path.map((one): Operand => ({ kind: 'size', path: one })),
);

const call = (called: 'attribute_exists' | 'begins_with' | 'contains', ...more: fc.Arbitrary<Operand>[]) =>
  fc.tuple(pathNode, ...more).map((operands): Condition => ({ kind: 'function', name: called, operands }));
const term: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('comparison' as const),
    operator: fc.constantFrom<Comparator>('=', '<>', '<', '<=', '>', '>='),
    left: operand,
    right: operand,
  }),
  fc.record({ kind: fc.constant('between' as const), operand, low: operand, high: operand }),
  fc.record({ kind: fc.constant('in' as const), operand, values: fc.array(operand, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('is' as const),
    path,
    type: fc.constantFrom('MISSING', 'NULL', 'STRING', 'LIST'),
    negated: fc.boolean(),
  }),
  call('attribute_exists'),
  call('begins_with', operand),
  call('contains', operand),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    term,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('condition'), { minLength: 2, maxLength: 3 }))
      .map(([kind, of]): Condition => ({ kind, of })),
    tie('condition').map((of): Condition => ({ kind: 'not', of })),
  ),
}));

const target: fc.Arbitrary<Target> = fc.oneof(
  name.map((table) => ({ table })),
  fc.record({ table: name, index: name }),
);
const columns = fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map((names) => names.map((one) => [one]));
const select: fc.Arbitrary<Select> = fc.record(
  {
    kind: fc.constant('select' as const),
    projection: columns,
    target,
    where: condition,
    orderBy: fc.array(fc.record({ attribute: name, descending: fc.boolean() }), { maxLength: 2 }),
  },
  { requiredKeys: ['kind', 'target', 'orderBy'] },
);
const addend = fc.oneof(value, pathNode);
const assigned: fc.Arbitrary<Assigned> = fc.oneof(
  addend,
  fc.record({
    kind: fc.constant('sum' as const),
    operator: fc.constantFrom('+' as const, '-' as const),
    left: addend,
    right: addend,
  }),
  fc.record({ kind: fc.constant('list_append' as const), left: addend, right: addend }),
  fc.record({ kind: fc.constantFrom('set_add' as const, 'set_delete' as const), value: set(text) }),
);
const clauses = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('set' as const), path, value: assigned }),
    path.map((one): UpdateClause => ({ kind: 'remove', path: one })),
  ),
  { minLength: 1, maxLength: 3 },
);
const anyStatement: fc.Arbitrary<Statement> = fc.oneof(
  select,
  select.map((one): Statement => ({ kind: 'exists', select: one })),
  fc.record({ kind: fc.constant('insert' as const), target, item: entries(value) }),
  fc.record(
    {
      kind: fc.constant('update' as const),
      target,
      clauses,
      where: condition,
      returning: fc.constantFrom(
        'ALL_OLD' as const,
        'UPDATED_OLD' as const,
        'ALL_NEW' as const,
        'UPDATED_NEW' as const,
      ),
    },
    { requiredKeys: ['kind', 'target', 'clauses'] },
  ),
  fc.record(
    { kind: fc.constant('delete' as const), target, where: condition, returning: fc.constant('ALL_OLD' as const) },
    { requiredKeys: ['kind', 'target'] },
  ),
);

/** Statements of every kind, as syntax trees. */
export const statements: fc.Arbitrary<Statement> = anyStatement.map(numbered);

/** The parameters counted in the order in which they are printed, which is that of the members. */
function numbered(statement: Statement): Statement {
  let index = 0;
  return JSON.parse(JSON.stringify(inPrintedOrder(statement)), (_key, node) =>
    node?.kind === 'parameter' ? { kind: 'parameter', index: index++ } : node,
  );
}

function inPrintedOrder(statement: Statement): Statement {
  if (statement.kind !== 'update') return statement;
  const { kind, target: of, clauses: changed, ...rest } = statement;
  return { kind, target: of, clauses: changed, ...rest };
}
