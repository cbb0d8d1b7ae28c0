import type { AttributeValue } from '../engine/attribute-map';
import type { IndexDescription, TableDescription } from '../engine/table-description';
import { validationError } from '../errors';

/** The key attributes that a read goes by: a table's, or an index's. */
export interface ReadKeys {
  readonly partition: string;
  readonly sort?: string;
  readonly types: ReadonlyMap<string, string>;
}

export function readKeys(table: TableDescription, index?: IndexDescription): ReadKeys {
  const [partition = '', sort] = (index ?? table).KeySchema.map(({ AttributeName }) => AttributeName);
  const types = new Map(table.AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]));
  return { partition, ...(sort === undefined ? {} : { sort }), types };
}

/** An index of a table. Throws where there is none of that name. */
export function indexOf(table: TableDescription, name: string): IndexDescription {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  const index = indexes.find(({ IndexName }) => IndexName === name);
  if (index === undefined) throw validationError(`The table does not have the specified index: ${name}`);
  return index;
}

/** The attributes that an index holds; undefined where it holds all. */
export function projectedNames(table: TableDescription, index: IndexDescription): ReadonlySet<string> | undefined {
  if (index.Projection.ProjectionType === 'ALL') return undefined;
  const keys = [...table.KeySchema, ...index.KeySchema].map(({ AttributeName }) => AttributeName);
  return new Set([...keys, ...(index.Projection.NonKeyAttributes ?? [])]);
}

/** **Observed**: floci-io/floci#3798. */
export function checkKeyType(name: string, value: AttributeValue, { types }: ReadKeys): void {
  if (Object.keys(value)[0] !== types.get(name)) {
    throw validationError(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
  }
}
