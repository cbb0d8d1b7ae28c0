import type { PersistedCollection } from '../../state/persisted';
import type { AttributeMap } from './engine/attribute-map';
import { type DynamoDbTable, type DynamoDbTables, itemRecord } from './tables/table';
import type { Use } from './transactions/used-tokens';

/** What a table has of its past: its template does not say it any more, or never did. */
interface KeptTable extends Pick<DynamoDbTable, 'createdAt' | 'timeToLiveAttribute'> {
  readonly id: string;
}

/** What is kept of the tables that the stacks have: their own history, their items, the tokens of the transactions of late, and what next pages are sealed with. */
export function tableCollections(tables: DynamoDbTables): readonly PersistedCollection[] {
  return [keptTables(tables), keptItems(tables), keptTokens(tables), tables.sealingKey] as PersistedCollection[];
}

function keptTables(tables: DynamoDbTables): PersistedCollection<KeptTable> {
  return {
    name: 'tables',
    version: 1,
    keys: () => tables.all.map(({ description }) => description.TableName),
    read(name) {
      const table = tables.find(name);
      if (table === undefined) return undefined;
      const { createdAt, timeToLiveAttribute, description } = table;
      return {
        createdAt,
        id: description.TableId,
        ...(timeToLiveAttribute === undefined ? {} : { timeToLiveAttribute }),
      };
    },
    restore(name, { id, ...kept }) {
      const table = tableOf(tables, 'tables', name);
      if (table === undefined) return;
      const { timeToLiveAttribute: _, ...made } = table;
      tables.restore({ ...made, ...kept, description: { ...made.description, TableId: id } });
    },
  };
}

/** Indexes are made of the items again. */
function keptItems(tables: DynamoDbTables): PersistedCollection<AttributeMap> {
  return {
    name: 'items',
    version: 1,
    *keys() {
      for (const { description } of tables.all) {
        for (const key of tables.engine.keysOf(description.TableName)) yield itemRecord(description.TableName, key);
      }
    },
    read(record) {
      const [name, key] = parts(record);
      return tables.find(name) && tables.engine.kept(name, key);
    },
    restore(record, item) {
      const table = tableOf(tables, 'items', record);
      if (table !== undefined) tables.engine.restore(table.description, parts(record)[1], item);
    },
  };
}

function keptTokens({ usedTokens }: DynamoDbTables): PersistedCollection<Use> {
  return {
    name: 'transaction-tokens',
    version: 1,
    keys: () => usedTokens.names(),
    read: (name) => usedTokens.read(name),
    restore: (name, use) => usedTokens.restore(name, use),
  };
}

/** The table that a record is of; where there is none any more, the record is dropped. */
function tableOf(tables: DynamoDbTables, collection: string, record: string): DynamoDbTable | undefined {
  const table = tables.find(parts(record)[0]);
  if (table === undefined) tables.keeper.changed(collection, record);
  return table;
}

/** What {@link itemRecord} put together. */
function parts(record: string): [table: string, key: string] {
  const slash = record.indexOf('/');
  return slash < 0 ? [record, ''] : [record.slice(0, slash), record.slice(slash + 1)];
}
