/**
 * What a registry lets be kept: records by key. The registry stays what is asked and changed, in memory; it says which record has changed
 * (`StateStore.changed`), and is asked for its value when that is written.
 */
export interface PersistedCollection<Value = unknown> {
  /** Unchanging: what was kept is found by it. */
  readonly name: string;
  /** Of the values' form. Where it grows, `migrations.ts` says what becomes of older ones. */
  readonly version: number;
  /** Of all records, in the order in which they are to be restored. Read at once, without giving way. */
  keys(): Iterable<string>;
  /**
   * The value as it is now, undefined where the record is gone. Plain JSON: what `JSON.parse(JSON.stringify(value))` would change (a `Map`,
   * a `Buffer`, a `Date`, `undefined` in a list, numbers that are not finite) the registry writes otherwise.
   */
  read(key: string): Value | undefined;
  /** Takes a value that `read` gave in an earlier process. Whoever calls `changed` meanwhile has the record written again. */
  restore(key: string, value: Value): void;
  /** Called once all of its records are restored, before the next collection's first one. */
  restored?(): void;
  /** Hashes of the blobs that a value refers to. A blob that no record of any collection refers to is deleted in the end. */
  blobsOf?(value: Value): Iterable<string>;
}

/** A body kept beside the records, told by what it is made of. */
export interface Body {
  /** SHA-256, in hexadecimal digits. */
  readonly hash: string;
  readonly size: number;
  /** The bytes, not to be changed. @throws StateRefused where they are gone, or are others */
  read(): Buffer;
}

/** How a record refers to a body. */
export type BodyReference = Pick<Body, 'hash' | 'size'>;

/** Where bodies are kept. */
export interface Bodies {
  /**
   * Keeps a body; the caller changes no byte of it afterwards. The record that refers to it is changed before anything else is waited for:
   * what nobody refers to is deleted.
   */
  put(body: Buffer): Body;
  /** A body that a record of an earlier process refers to. */
  find(reference: BodyReference): Body;
}

/** What a registry needs of whoever keeps its account. */
export interface AccountKeeper {
  readonly bodies: Bodies;
  /** Says that a record was made, changed or removed; costs next to nothing. */
  changed(collection: string, key: string): void;
}
