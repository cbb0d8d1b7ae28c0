import type { DocumentPath } from '../../../../../local/services/dynamodb/engine/checked-request';
import type {
  Assigned,
  Condition,
  Operand,
  Returning,
  Select,
  Statement,
  Target,
  UpdateClause,
  ValueNode,
} from '../../../../../local/services/dynamodb/partiql/syntax/tree';

/** A syntax tree as a statement that means it. */
export function print(statement: Statement): string {
  switch (statement.kind) {
    case 'select':
      return printSelect(statement);
    case 'exists':
      return `EXISTS(${printSelect(statement.select)})`;
    case 'insert':
      return `INSERT INTO ${target(statement.target)} VALUE ${map(statement.item)}`;
    case 'update':
      return `UPDATE ${target(statement.target)} ${statement.clauses.map(clause).join(' ')}${rest(statement)}`;
    case 'delete':
      return `DELETE FROM ${target(statement.target)}${rest(statement)}`;
  }
}

function printSelect({ projection, target: of, where, orderBy }: Select): string {
  const order = orderBy.map(({ attribute, descending }) => `${quoted(attribute)} ${descending ? 'DESC' : 'ASC'}`);
  return [
    `SELECT ${projection?.map(path).join(', ') ?? '*'} FROM ${target(of)}`,
    ...(where === undefined ? [] : [`WHERE ${condition(where)}`]),
    ...(order.length === 0 ? [] : [`ORDER BY ${order.join(', ')}`]),
  ].join(' ');
}

function rest({ where, returning }: { readonly where?: Condition; readonly returning?: Returning }): string {
  const words = returning?.replace('UPDATED', 'MODIFIED').replace('_', ' ');
  return `${where === undefined ? '' : ` WHERE ${condition(where)}`}${words === undefined ? '' : ` RETURNING ${words} *`}`;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const target = ({ table, index }: Target) => quoted(table) + (index === undefined ? '' : `.${quoted(index)}`);
const path = (steps: DocumentPath) =>
  steps
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${quoted(step)}`))
    .join('');
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const map = (entries: readonly (readonly [string, ValueNode])[]) =>
  `{${entries.map(([name, value]) => `${text(name)}: ${operand(value)}`).join(', ')}}`;

function operand(node: Operand): string {
  switch (node.kind) {
    case 'path':
      return path(node.path);
    case 'size':
      return `size(${path(node.path)})`;
    case 'parameter':
      return '?';
    case 'string':
      return text(node.text);
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'list':
      return `[${node.items.map(operand).join(', ')}]`;
    case 'set':
      return `<<${node.items.map(operand).join(', ')}>>`;
    case 'map':
      return map(node.entries);
  }
}

function condition(node: Condition): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.of.map(grouped).join(` ${node.kind.toUpperCase()} `);
    case 'not':
      return `NOT ${grouped(node.of)}`;
    case 'comparison':
      return `${operand(node.left)} ${node.operator} ${operand(node.right)}`;
    case 'between':
      return `${operand(node.operand)} BETWEEN ${operand(node.low)} AND ${operand(node.high)}`;
    case 'in':
      return `${operand(node.operand)} IN [${node.values.map(operand).join(', ')}]`;
    case 'is':
      return `${path(node.path)} IS ${node.negated ? 'NOT ' : ''}${node.type}`;
    case 'function':
      return `${node.name}(${node.operands.map(operand).join(', ')})`;
  }
}

const grouped = (node: Condition) =>
  node.kind === 'and' || node.kind === 'or' ? `(${condition(node)})` : condition(node);

function clause(node: UpdateClause): string {
  return node.kind === 'remove'
    ? `REMOVE ${path(node.path)}`
    : `SET ${path(node.path)} = ${assigned(node.value, node.path)}`;
}

function assigned(node: Assigned, to: DocumentPath): string {
  switch (node.kind) {
    case 'sum':
      return `${operand(node.left)} ${node.operator} ${operand(node.right)}`;
    case 'list_append':
      return `list_append(${operand(node.left)}, ${operand(node.right)})`;
    case 'set_add':
    case 'set_delete':
      return `${node.kind}(${path(to)}, ${operand(node.value)})`;
    default:
      return operand(node);
  }
}
