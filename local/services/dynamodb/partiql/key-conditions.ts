import type { Comparator, Condition, Operand, ValueNode } from './syntax/tree';

/** A condition on one attribute by values that are known before anything is read. */
export interface KeyCondition {
  readonly attribute: string;
  readonly operator: Comparator | 'between' | 'begins_with';
  readonly values: readonly ValueNode[];
}

const mirrored: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** A condition as one that a query could go by; undefined where it is none. */
export function keyCondition(condition: Condition): KeyCondition | undefined {
  if (condition.kind === 'comparison') {
    const { left, right, operator } = condition;
    return (
      onAttribute(left, operator, [right]) ??
      (isValue(left) ? onAttribute(right, mirrored[operator], [left]) : undefined)
    );
  }
  if (condition.kind === 'between') {
    return onAttribute(condition.operand, 'between', [condition.low, condition.high]);
  }
  if (condition.kind === 'function' && condition.name === 'begins_with') {
    const [path, ...values] = condition.operands;
    return path && onAttribute(path, 'begins_with', values);
  }
  return undefined;
}

function onAttribute(
  operand: Operand,
  operator: KeyCondition['operator'],
  values: readonly Operand[],
): KeyCondition | undefined {
  const attribute = attributeOf(operand);
  if (attribute === undefined || operator === '<>' || !values.every(isValue)) return undefined;
  return { attribute, operator, values };
}

/** The attribute that an operand is; undefined for anything within one. */
export function attributeOf(operand: Operand): string | undefined {
  if (operand.kind !== 'path' || operand.path.length !== 1) return undefined;
  const [name] = operand.path;
  return typeof name === 'string' ? name : undefined;
}

export function isValue(operand: Operand): operand is ValueNode {
  return operand.kind !== 'path' && operand.kind !== 'size';
}

/** The parts of a condition that must all hold. */
export function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.of.flatMap(conjuncts) : [condition];
}

/** The condition that all of these hold; undefined where there are none. */
export function allOf(conditions: readonly Condition[]): Condition | undefined {
  const [first, ...others] = conditions;
  return others.length === 0 ? first : { kind: 'and', of: conditions };
}

/** The top-level names of the attributes that a condition reads. */
export function attributesRead(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.of.flatMap(attributesRead);
    case 'not':
      return attributesRead(condition.of);
    case 'is':
      return heads([condition]);
    case 'comparison':
      return heads([condition.left, condition.right]);
    case 'between':
      return heads([condition.operand, condition.low, condition.high]);
    case 'in':
      return heads([condition.operand, ...condition.values]);
    case 'function':
      return heads(condition.operands);
  }
}

function heads(operands: readonly (Operand | { readonly kind: 'is'; readonly path: readonly unknown[] })[]) {
  return operands.flatMap((operand) => ('path' in operand ? operand.path.slice(0, 1).map(String) : []));
}
