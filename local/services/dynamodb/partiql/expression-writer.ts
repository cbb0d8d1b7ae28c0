import type { AttributeValue } from '../engine/attribute-map';
import type { DocumentPath } from '../engine/checked-request';
import type { BoundValues } from './bound-values';
import { typeNames } from './syntax/conditions';
import type { Addend, Condition, Operand, UpdateClause } from './syntax/tree';

/** How tightly a condition binds: what binds less within it stands in parentheses, and nothing else does. */
const bindings: Readonly<Record<string, number>> = { or: 1, and: 2, not: 3 };

/**
 * Writes conditions, updates and paths as the engine's expressions. Names and values go by placeholders, whatever they hold, so
 * that nothing of a statement is read a second time.
 */
export class ExpressionWriter {
  readonly #bound: BoundValues;
  readonly #names = new Map<string, string>();
  readonly #values: AttributeValue[] = [];

  constructor(bound: BoundValues) {
    this.#bound = bound;
  }

  /** What the placeholders stand for, as members of a request. */
  get placeholders(): object {
    const names = [...this.#names].map(([name, placeholder]) => [placeholder, name]);
    const values = this.#values.map((value, index) => [`:v${index}`, value]);
    return {
      ...(names.length === 0 ? {} : { ExpressionAttributeNames: Object.fromEntries(names) }),
      ...(values.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(values) }),
    };
  }

  path(path: DocumentPath): string {
    return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : this.#step(step, index))).join('');
  }

  condition(condition: Condition): string {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return condition.of
          .map((one) => this.#within(condition.kind, one))
          .join(condition.kind === 'and' ? ' AND ' : ' OR ');
      case 'not':
        return `NOT ${this.#within('not', condition.of)}`;
      case 'comparison':
        return `${this.operand(condition.left)} ${condition.operator} ${this.operand(condition.right)}`;
      case 'between':
        return `${this.operand(condition.operand)} BETWEEN ${this.operand(condition.low)} AND ${this.operand(condition.high)}`;
      case 'in':
        return `${this.operand(condition.operand)} IN (${condition.values.map((one) => this.operand(one)).join(', ')})`;
      case 'function':
        return `${condition.name}(${condition.operands.map((one) => this.operand(one)).join(', ')})`;
      case 'is':
        return this.#typeTest(condition.path, condition.type, condition.negated);
    }
  }

  operand(operand: Operand): string {
    if (operand.kind === 'path') return this.path(operand.path);
    if (operand.kind === 'size') return `size(${this.path(operand.path)})`;
    return this.value(this.#bound.of(operand));
  }

  value(value: AttributeValue): string {
    this.#values.push(value);
    return `:v${this.#values.length - 1}`;
  }

  /** The clauses of an UPDATE by the sections of an `UpdateExpression`. */
  update(clauses: readonly UpdateClause[]): string {
    const sections = new Map<string, string[]>();
    for (const clause of clauses) {
      const [section, action] = this.#action(clause);
      sections.set(section, [...(sections.get(section) ?? []), action]);
    }
    return [...sections].map(([section, actions]) => `${section} ${actions.join(', ')}`).join(' ');
  }

  #action(clause: UpdateClause): readonly [section: string, action: string] {
    const path = this.path(clause.path);
    if (clause.kind === 'remove') return ['REMOVE', path];
    const { value } = clause;
    switch (value.kind) {
      case 'set_add':
        return ['ADD', `${path} ${this.operand(value.value)}`];
      case 'set_delete':
        return ['DELETE', `${path} ${this.operand(value.value)}`];
      case 'sum':
        return ['SET', `${path} = ${this.#addend(value.left)} ${value.operator} ${this.#addend(value.right)}`];
      case 'list_append':
        return ['SET', `${path} = list_append(${this.#addend(value.left)}, ${this.#addend(value.right)})`];
      default:
        return ['SET', `${path} = ${this.#addend(value)}`];
    }
  }

  #addend(addend: Addend): string {
    return this.operand(addend);
  }

  #within(outer: 'and' | 'or' | 'not', condition: Condition): string {
    const written = this.condition(condition);
    return (bindings[condition.kind] ?? 4) <= (bindings[outer] ?? 0) ? `(${written})` : written;
  }

  #typeTest(path: DocumentPath, type: string, negated: boolean): string {
    if (type === 'MISSING') return `${negated ? 'attribute_exists' : 'attribute_not_exists'}(${this.path(path)})`;
    const test = `attribute_type(${this.path(path)}, ${this.value({ S: typeNames.get(type) })})`;
    return negated ? `NOT ${test}` : test;
  }

  #step(name: string, index: number): string {
    const placeholder = this.#names.get(name) ?? `#n${this.#names.size}`;
    this.#names.set(name, placeholder);
    return `${index === 0 ? '' : '.'}${placeholder}`;
  }
}
