import type { AttributeMap } from './attribute-map';
import type { IndexDescription, TableDescription } from './table-description';

interface IndexActions {
  readonly puts: readonly { readonly key: string; readonly item: AttributeMap }[];
}

/** The entries of one index, as the engine's store keeps them. */
interface Entries {
  put(key: string, item: AttributeMap, callback: () => void): void;
  del(key: string, callback: () => void): void;
}

interface Store {
  getIndexDb(indexType: string, table: string, index: string): Entries;
}

/** Of dynalite's own database, what has to do with indexes; it has no type declarations. */
interface Database {
  getIndexActions(
    indexes: readonly IndexDescription[],
    before: AttributeMap | undefined,
    item: AttributeMap,
    table: TableDescription,
  ): IndexActions;
  updateIndexes(
    store: Store,
    table: TableDescription,
    before: AttributeMap | undefined,
    after: AttributeMap | undefined,
    callback: () => void,
  ): void;
}

const database: Database = require('dynalite/db');

/** What an index holds of an item: nothing where the item lacks a key of it, or has one of another type. */
export function indexEntries(
  table: TableDescription,
  index: IndexDescription,
  item: AttributeMap,
): IndexActions['puts'] {
  const types = new Map(table.AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]));
  const fits = index.KeySchema.every(({ AttributeName }) => {
    const value = item[AttributeName]?.[types.get(AttributeName) ?? ''];
    return value !== undefined && value !== '';
  });
  return fits ? database.getIndexActions([index], undefined, item, table).puts : [];
}

// dynalite's own takes every item for one that its indexes were there for: it fails on an item that is older than an index, and whose
// attribute is of another type. Its actions call it by this name.
database.updateIndexes = (store, table, before, after, callback) => {
  const kinds = { local: table.LocalSecondaryIndexes ?? [], global: table.GlobalSecondaryIndexes ?? [] };
  for (const [kind, indexes] of Object.entries(kinds)) {
    for (const index of indexes) {
      const entries = store.getIndexDb(kind, table.TableName, index.IndexName);
      for (const { key } of before ? indexEntries(table, index, before) : []) entries.del(key, () => {});
      for (const { key, item } of after ? indexEntries(table, index, after) : []) entries.put(key, item, () => {});
    }
  }
  callback();
};
