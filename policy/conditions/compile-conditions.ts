import { conditionKeyName } from '../matching/tokens';
import type { Refuse } from '../policy-error';
import { parseBoolean } from './booleans';
import { Comparison, type Condition, NullCondition, type SetQualifier } from './condition';
import { operators } from './operators';
import type { ValueReading } from './policy-value';

/**
 * Reads a `Condition` element.
 *
 * @throws PolicyError for an operator, qualifier, key or value that it does not know
 */
export function compileConditions(element: unknown, variables: boolean, refuse: Refuse): readonly Condition[] {
  if (element === undefined) return [];
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(asObject(element, 'Condition', refuse))) {
    const seen = new Set<string>();
    for (const [key, value] of Object.entries(asObject(keys, `Condition ${operator}`, refuse))) {
      const place: Refuse = (problem) => refuse(`Condition ${operator} ${key}: ${problem}`);
      if (!conditionKeyName.test(key)) throw place('the key has no prefix and colon before its name');
      if (seen.has(key.toLowerCase())) throw place('the key stands there twice (case does not distinguish keys)');
      seen.add(key.toLowerCase());
      conditions.push(compileCondition(operator, key, valuesOf(value, place), { variables, refuse: place }, refuse));
    }
  }
  return conditions;
}

function compileCondition(
  operator: string,
  key: string,
  values: readonly string[],
  reading: ValueReading,
  refuse: Refuse,
): Condition {
  if (operator === 'Null')
    return new NullCondition(
      key,
      values.map((value) => nullValue(value, reading)),
    );
  const [, qualifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null' && qualifier !== undefined) {
    throw refuse(
      `unknown condition operator '${operator}'; AWS may accept it, but what ${qualifier} makes of Null is not documented: write Null`,
    );
  }
  const known = operators.get(name);
  if (known === undefined) throw refuse(`unknown condition operator '${operator}'`);
  return new Comparison({
    operator,
    key,
    ...(qualifier === undefined ? {} : { qualifier: qualifier as SetQualifier }),
    ifExists: ifExists !== undefined,
    negated: known.negated,
    values: values.map((value) => known.read(value, reading)),
  });
}

function nullValue(value: string, reading: ValueReading): boolean {
  const absent = parseBoolean(value);
  if (absent === undefined) throw reading.refuse(`'${value}' is not true or false`);
  return absent;
}

function valuesOf(value: unknown, refuse: Refuse): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((one) => {
    if (typeof one === 'string') return one;
    if (typeof one === 'boolean' || (typeof one === 'number' && Number.isFinite(one))) return String(one);
    throw refuse('the value must be a string, a number, a boolean, or a list of them');
  });
}

function asObject(element: unknown, name: string, refuse: Refuse): object {
  if (typeof element === 'object' && element !== null && !Array.isArray(element)) return element;
  throw refuse(`${name} must be an object`);
}
