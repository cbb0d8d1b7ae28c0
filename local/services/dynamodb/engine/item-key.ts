import { validationError } from '../errors';
import type { AttributeMap, AttributeValue } from './attribute-map';
import type { CheckedRequest } from './checked-request';
import type { EngineStore } from './engine-store';
import type { TableDescription } from './table-description';

/** Of dynalite's own database, what has to do with single items; it has no type declarations. Its checks answer an error or nothing. */
interface Database {
  validateKey(key: AttributeMap, table: TableDescription): Error | null | undefined;
  validateItem(item: AttributeMap, table: TableDescription): Error | null | undefined;
  createKey(item: AttributeMap, table: TableDescription): string;
}

const database: Database = require('dynalite/db');

/** Under which key the store keeps the item that a request is about; undefined where its key does not fit the table. */
export function storedKey(store: EngineStore, { TableName, Key, Item }: CheckedRequest): string | undefined {
  const table = store.table(String(TableName));
  const map = Key ?? Item;
  if (map === undefined) return undefined;
  const unfit = Key === undefined ? database.validateItem(map, table) : database.validateKey(map, table);
  return unfit ? undefined : database.createKey(map, table);
}

/**
 * Refuses a key of the table that is empty. Alone among what is wrong with a key it cancels no transaction but refuses the request
 * (**observed**: dynamodb-conformance#46 and #60, by calls of four regions).
 *
 * @throws ServiceError `ValidationException`
 */
export function refuseEmptyKey(store: EngineStore, { TableName, Key, Item }: CheckedRequest): void {
  const map = Key ?? Item ?? {};
  for (const { AttributeName } of store.table(String(TableName)).KeySchema) {
    const value: AttributeValue | undefined = map[AttributeName];
    if (value?.S !== '' && value?.B !== '') continue;
    const kind = value.S === '' ? 'string' : 'binary';
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. ` +
        `Key: ${AttributeName}`,
    );
  }
}
