import { validationError } from '../errors';
import type { CheckedRequest } from './checked-request';

/** A condition, comparison or function of a parsed expression; its operands are such nodes, paths, or attribute values. */
interface ExpressionNode {
  readonly type: string;
  readonly args: readonly unknown[];
}

const ordering = new Set(['<', '<=', '>', '>=', 'between']);
const ordered = new Set(['S', 'N', 'B']);

/** Refuses comparisons with values that have no order, as DynamoDB does. Throws a `ValidationException`. */
export function checkOperandTypes(request: CheckedRequest): void {
  if (request._condition !== undefined) checkNode(request._condition.expression, 'ConditionExpression');
  if (request._filter !== undefined) checkNode(request._filter.expression, 'FilterExpression');
}

function checkNode(node: unknown, expression: string): void {
  if (!isNode(node)) return;
  for (const operand of node.args) {
    checkNode(operand, expression);
    const type = valueType(operand);
    if (type === undefined) continue;
    if (ordering.has(node.type) && !ordered.has(type)) {
      const words = 'Incorrect operand type for operator or function; operator or function';
      throw validationError(`Invalid ${expression}: ${words}: ${node.type.toUpperCase()}, operand type: ${type}`);
    }
  }
}

function isNode(value: unknown): value is ExpressionNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'args' in value;
}

/** The type of a literal operand; undefined for a path or a function. */
function valueType(operand: unknown): string | undefined {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand) || isNode(operand)) return undefined;
  return Object.keys(operand)[0];
}
