import { Stream } from 'node:stream';
import { type AttributeMap, withoutInheritedNames } from './attribute-map';
import { type Range, SortedMap } from './sorted-map';
import type { UndoJournal } from './undo-journal';

type Callback<Result = void> = (error: Error | null, result?: Result) => void;

class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** Items, or index entries, by the engine's own keys. Kept as JSON text, so that nothing handed out is shared. */
export class ItemStore {
  readonly #items = new SortedMap<string>();
  readonly #streams: ValueStream[];
  readonly #journal: UndoJournal;
  readonly #changed: ((key: string) => void) | undefined;

  /** @param changed told of each key whose value is another one afterwards, or is to be one; what is taken back is told once */
  constructor(streams: ValueStream[], journal: UndoJournal, changed?: (key: string) => void) {
    this.#streams = streams;
    this.#journal = journal;
    this.#changed = changed;
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

  /** An item as plain JSON. */
  plain(key: string): AttributeMap | undefined {
    const item = this.#items.get(key);
    return item === undefined ? undefined : JSON.parse(item);
  }

  keys(): Iterable<string> {
    return this.#items.keys();
  }

  /** Puts what an earlier process had: nobody takes it back, and nobody is told. */
  load(key: string, item: AttributeMap): void {
    this.#items.load(key, JSON.stringify(item));
  }

  createValueStream(range: Range): ValueStream {
    const stream = new ValueStream(this.#items, range);
    this.#streams.push(stream);
    return stream;
  }

  /** A key is read when the record of it is written, which waits until what is running has run: so it may be told of before it changes. */
  #noteBefore(key: string): void {
    this.#changed?.(key);
    const before = this.#items.get(key);
    this.#journal.note(() => (before === undefined ? this.#items.delete(key) : this.#items.set(key, before)));
  }
}

/** What the engine takes for a stream of values; {@link EngineStore.drain} sends them, once its listeners are there. */
export class ValueStream extends Stream {
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
