import type { AttributeMap, AttributeValue } from '../engine/attribute-map';
import type { DynamoDbEngine } from '../engine/engine';
import { isValidationError, serializationError, validationError } from '../errors';
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
    return checkedValue(this.#engine, this.#attributeValue(node, 'root'));
  }

  /** @param place where it stands in its value, as DynamoDB's errors name it (**observed**: paritysuite/dynamodb-conformance, partiqlGrammar) */
  #attributeValue(literal: Literal, place: string): AttributeValue {
    switch (literal.kind) {
      case 'string':
        return { S: literal.text };
      case 'number':
        return this.#number(literal.text, place);
      case 'boolean':
        return { BOOL: literal.value };
      case 'null':
        return { NULL: true };
      case 'list':
        return { L: literal.items.map((item, index) => this.#attributeValue(item, `${place}[${index}]`)) };
      case 'set':
        return { [literal.items[0]?.kind === 'number' ? 'NS' : 'SS']: literal.items.map(textOf) };
      case 'map': {
        const entries = literal.entries.map(([name, value]) => [name, this.#attributeValue(value, `${place}.${name}`)]);
        return { M: Object.fromEntries(entries) };
      }
    }
  }

  #number(text: string, place: string): AttributeValue {
    try {
      return checkedValue(this.#engine, { N: text });
    } catch (error) {
      if (!isValidationError(error)) throw error;
      throw validationError(`${error.message} under ${place}`);
    }
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

function textOf(literal: Literal): string {
  return literal.kind === 'string' || literal.kind === 'number' ? literal.text : '';
}
