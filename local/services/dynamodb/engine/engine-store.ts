import { Stream } from 'node:stream';
import { type AttributeMap, withoutInheritedNames } from './attribute-map';
import { type Range, SortedMap } from './sorted-map';
import type { TableDescription } from './table-description';

type Callback<Result = void> = (error: Error | null, result?: Result) => void;

class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** Items, or index entries, by the engine's own keys. Kept as JSON text, so that nothing handed out is shared. */
class ItemStore {
  readonly #items = new SortedMap<string>();
  readonly #streams: ValueStream[];

  constructor(streams: ValueStream[]) {
    this.#streams = streams;
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
    this.#items.set(key, JSON.stringify(item));
    callback(null);
  }

  del(key: string, callback: Callback): void {
    this.#items.delete(key);
    callback(null);
  }

  /** Nothing to wait for: an operation runs from start to end without giving way to another. */
  lock(_key: string, critical: (release: (callback: Callback<never>) => Callback<never>) => void): void {
    critical((callback) => callback);
  }

  createValueStream(range: Range): ValueStream {
    const stream = new ValueStream(this.#items, range);
    this.#streams.push(stream);
    return stream;
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
  readonly #tables: ReadonlyMap<string, TableDescription>;
  readonly #stores = new Map<string, ItemStore>();
  readonly #streams: ValueStream[] = [];

  constructor(tables: readonly TableDescription[]) {
    this.#tables = new Map(tables.map((table) => [table.TableName, table]));
  }

  /** Called by the actions, the second argument sometimes left out. */
  getTable(name: string, ...rest: [Callback<TableDescription>] | [boolean, Callback<TableDescription>]): void {
    const callback = rest[rest.length - 1] as Callback<TableDescription>;
    const table = this.#tables.get(name);
    // Whoever runs an action has looked the table up before.
    if (table === undefined) throw new Error(`no table ${name}`);
    callback(null, table);
  }

  getItemDb(table: string): ItemStore {
    return this.#store(`item ${table}`);
  }

  /** `indexType` is written `Local` by one action and `local` by another. */
  getIndexDb(indexType: string, table: string, index: string): ItemStore {
    return this.#store(`${indexType.toLowerCase()} ${table} ${index}`);
  }

  /** Sends the values of every stream that the running action has asked for. */
  drain(): void {
    for (let stream = this.#streams.shift(); stream !== undefined; stream = this.#streams.shift()) stream.send();
  }

  /** Drops the streams of an action that failed. */
  reset(): void {
    this.#streams.length = 0;
  }

  #store(name: string): ItemStore {
    let store = this.#stores.get(name);
    if (store === undefined) {
      store = new ItemStore(this.#streams);
      this.#stores.set(name, store);
    }
    return store;
  }
}
