import type { AttributeMap, AttributeValue } from '../engine/attribute-map';
import type { DynamoDbEngine } from '../engine/engine';
import { serializationError, validationError } from '../errors';
import { isObject } from '../request-body';
import type { Literal, ValueNode } from './syntax/tree';

/** A statement's values, in the engine's own form: what is compared here and what is stored there is the same. */
export class BoundValues {
  readonly #engine: DynamoDbEngine;
  readonly #parameters: readonly AttributeValue[];

  /** @param parameters as {@link readParameters} answers them */
  constructor(engine: DynamoDbEngine, parameters: readonly AttributeValue[]) {
    this.#engine = engine;
    this.#parameters = parameters;
  }

  of(node: ValueNode): AttributeValue {
    if (node.kind === 'parameter') return this.#parameters[node.index] ?? {};
    return checkedValue(this.#engine, attributeValue(node));
  }
}

/**
 * Reads `Parameters`, which DynamoDB checks before the statement (**observed**: floci-io/floci#3798). An empty list is refused
 * (**observed**: localstack/localstack#12083).
 */
export function readParameters(parameters: unknown, engine: DynamoDbEngine): readonly AttributeValue[] {
  if (parameters === undefined || parameters === null) return [];
  if (!Array.isArray(parameters)) throw serializationError('Unexpected field type');
  if (parameters.length === 0) {
    throw validationError(
      "1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: " +
        'Member must have length greater than or equal to 1',
    );
  }
  return parameters.map((value: unknown) => {
    if (!isObject(value)) throw serializationError('Unexpected value type in payload');
    return checkedValue(engine, value);
  });
}

/** The value as an item would hold it. Throws a `ServiceError` for what is none. */
function checkedValue(engine: DynamoDbEngine, value: AttributeValue): AttributeValue {
  const { Item } = engine.check('PutItem', { TableName: 'values', Item: { value } });
  return (Item as AttributeMap).value as AttributeValue;
}

function attributeValue(literal: Literal): AttributeValue {
  switch (literal.kind) {
    case 'string':
      return { S: literal.text };
    case 'number':
      return { N: literal.text };
    case 'boolean':
      return { BOOL: literal.value };
    case 'null':
      return { NULL: true };
    case 'list':
      return { L: literal.items.map(attributeValue) };
    case 'set':
      return { [literal.items[0]?.kind === 'number' ? 'NS' : 'SS']: literal.items.map(textOf) };
    case 'map':
      return { M: Object.fromEntries(literal.entries.map(([name, value]) => [name, attributeValue(value)])) };
  }
}

function textOf(literal: Literal): string {
  return literal.kind === 'string' || literal.kind === 'number' ? literal.text : '';
}
