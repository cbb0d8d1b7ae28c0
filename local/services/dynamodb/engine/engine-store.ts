import { resourceNotFound } from '../errors';
import type { AttributeMap } from './attribute-map';
import { indexEntries } from './index-entries';
import { ItemStore, type ValueStream } from './item-store';
import type { IndexDescription, TableDescription } from './table-description';
import { UndoJournal } from './undo-journal';

/** The table of a name, as it stands. */
export type FindTable = (name: string) => TableDescription | undefined;

type Callback<Result> = (error: Error | null, result?: Result) => void;

/** Told of each item that is made, changed or removed, by table and the engine's own key. */
export type ItemChanged = (table: string, key: string) => void;

/** The name of a table's items among what it holds. */
const itself = 'item';

/**
 * The store that dynalite's actions run on: the part of its own store's interface that they use, in memory and synchronous. So
 * an operation is atomic, an error is thrown to whoever runs it (over dynalite's own store it would be thrown from a timer and
 * end the process), and there is nothing to close.
 */
export class EngineStore {
  /** Bytes. An item is at most 400 KB: documented, DynamoDB "Constraints". */
  readonly options = { maxItemSize: 400 * 1024 };
  /** Takes back what a transaction has changed. */
  readonly journal = new UndoJournal();
  readonly #find: FindTable;
  readonly #changed: ItemChanged;
  /** By table, then by what it holds: its items, or the entries of an index. */
  readonly #stores = new Map<string, Map<string, ItemStore>>();
  readonly #streams: ValueStream[] = [];

  /** @param find asked at each use, as a deployment may change a table */
  constructor(find: FindTable, changed: ItemChanged) {
    this.#find = find;
    this.#changed = changed;
  }

  /** Called by the actions, the second argument sometimes left out. */
  getTable(name: string, ...rest: [Callback<TableDescription>] | [boolean, Callback<TableDescription>]): void {
    const callback = rest[rest.length - 1] as Callback<TableDescription>;
    callback(null, this.table(name));
  }

  /** A table as it stands. */
  table(name: string): TableDescription {
    const table = this.#find(name);
    // Whoever runs an action has looked the table up before; it may have been deleted since.
    if (table === undefined) throw resourceNotFound();
    return table;
  }

  /** The item under one of the engine's own keys. */
  item(table: string, key: string): AttributeMap | undefined {
    let found: AttributeMap | undefined;
    this.getItemDb(table).get(key, (_error, item) => {
      found = item;
    });
    return found;
  }

  getItemDb(table: string): ItemStore {
    return this.#store(table, itself);
  }

  /** `indexType` is written `Local` by one action and `local` by another. */
  getIndexDb(indexType: string, table: string, index: string): ItemStore {
    return this.#store(table, `${indexType.toLowerCase()} ${index}`);
  }

  /** Fills a new global index from the items that are there. */
  fillIndex(table: TableDescription, index: IndexDescription): void {
    for (const item of this.getItemDb(table.TableName).all()) {
      for (const { key, item: entry } of indexEntries(table, index, item)) {
        this.getIndexDb('global', table.TableName, index.IndexName).put(key, entry, () => {});
      }
    }
  }

  /** Drops what a global index holds. */
  dropIndex(table: string, index: string): void {
    this.#stores.get(table)?.delete(`global ${index}`);
  }

  /** Drops all items of a table, and what its indexes hold. */
  dropTable(table: string): void {
    const items = this.#stores.get(table)?.get(itself);
    this.#stores.delete(table);
    for (const key of items?.keys() ?? []) this.#changed(table, key);
  }

  /** An item as an earlier process had it. Many are cheap: what they and their index entries come to is put in order once. */
  restore(table: TableDescription, key: string, item: AttributeMap): void {
    const { TableName: name } = table;
    this.getItemDb(name).load(key, item);
    const indexes = { local: table.LocalSecondaryIndexes ?? [], global: table.GlobalSecondaryIndexes ?? [] };
    for (const [kind, ofKind] of Object.entries(indexes)) {
      for (const index of ofKind) {
        const entries = indexEntries(table, index, item);
        for (const entry of entries) this.getIndexDb(kind, name, index.IndexName).load(entry.key, entry.item);
      }
    }
  }

  /** Sends the values of every stream that the running action has asked for. */
  drain(): void {
    for (let stream = this.#streams.shift(); stream !== undefined; stream = this.#streams.shift()) stream.send();
  }

  /** Drops the streams of an action that failed. */
  reset(): void {
    this.#streams.length = 0;
  }

  #store(table: string, name: string): ItemStore {
    const stores = this.#stores.get(table) ?? new Map<string, ItemStore>();
    this.#stores.set(table, stores);
    const standing = stores.get(name);
    if (standing !== undefined) return standing;
    // What an index holds follows from the items.
    const changed = name === itself ? (key: string) => this.#changed(table, key) : undefined;
    const made = new ItemStore(this.#streams, this.journal, changed);
    stores.set(name, made);
    return made;
  }
}
