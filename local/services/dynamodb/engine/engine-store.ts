import { Stream } from 'node:stream';
import { resourceNotFound } from '../errors';
import { type AttributeMap, withoutInheritedNames } from './attribute-map';
import { indexEntries } from './index-entries';
import { type Range, SortedMap } from './sorted-map';
import type { IndexDescription, TableDescription } from './table-description';
import { UndoJournal } from './undo-journal';

/** The table of a name, as it stands. */
export type FindTable = (name: string) => TableDescription | undefined;

type Callback<Result = void> = (error: Error | null, result?: Result) => void;

class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** Items, or index entries, by the engine's own keys. Kept as JSON text, so that nothing handed out is shared. */
class ItemStore {
  readonly #items = new SortedMap<string>();
  readonly #streams: ValueStream[];
  readonly #journal: UndoJournal;

  constructor(streams: ValueStream[], journal: UndoJournal) {
    this.#streams = streams;
    this.#journal = journal;
  }

  get size(): number {
    return this.#items.size;
  }

  get(key: string, callback: Callback<AttributeMap>): void {
    const item = this.#items.get(key);
    if (item === undefined) callback(new NotFoundError('no such item'));
    else callback(null, parsed(item));
  }

  put(key: string, item: AttributeMap, callback: Callback): void {
    this.#noteBefore(key);
    this.#items.set(key, JSON.stringify(item));
    callback(null);
  }

  del(key: string, callback: Callback): void {
    this.#noteBefore(key);
    this.#items.delete(key);
    callback(null);
  }

  /** Nothing to wait for: an operation runs from start to end without giving way to another. */
  lock(_key: string, critical: (release: (callback: Callback<never>) => Callback<never>) => void): void {
    critical((callback) => callback);
  }

  /** Every item, in order. */
  all(): readonly AttributeMap[] {
    return [...this.#items.values({})].map(parsed);
  }

  createValueStream(range: Range): ValueStream {
    const stream = new ValueStream(this.#items, range);
    this.#streams.push(stream);
    return stream;
  }

  #noteBefore(key: string): void {
    const before = this.#items.get(key);
    this.#journal.note(() => (before === undefined ? this.#items.delete(key) : this.#items.set(key, before)));
  }
}

/** What the engine takes for a stream of values; {@link EngineStore.drain} sends them, once its listeners are there. */
class ValueStream extends Stream {
  readonly #items: SortedMap<string>;
  readonly #range: Range;
  #destroyed = false;

  constructor(items: SortedMap<string>, range: Range) {
    super();
    this.#items = items;
    this.#range = range;
  }

  destroy(): void {
    this.#destroyed = true;
  }

  send(): void {
    for (const item of this.#items.values(this.#range)) {
      this.emit('data', parsed(item));
      if (this.#destroyed) return;
    }
    this.emit('end');
  }
}

function parsed(item: string): AttributeMap {
  return withoutInheritedNames(JSON.parse(item));
}

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
  /** By table, then by what it holds: its items, or the entries of an index. */
  readonly #stores = new Map<string, Map<string, ItemStore>>();
  readonly #streams: ValueStream[] = [];

  /** @param find asked at each use, as a deployment may change a table */
  constructor(find: FindTable) {
    this.#find = find;
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
    return this.#store(table, 'item');
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
    this.#stores.delete(table);
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
    const store = stores.get(name) ?? new ItemStore(this.#streams, this.journal);
    stores.set(name, store);
    return store;
  }
}
