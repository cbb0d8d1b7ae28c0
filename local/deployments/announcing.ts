/** A map that says whenever it changes. */
export class AnnouncingMap<Key, Value> extends Map<Key, Value> {
  readonly #changed: () => void;

  constructor(changed: () => void) {
    super();
    this.#changed = changed;
  }

  override set(key: Key, value: Value): this {
    super.set(key, value);
    this.#changed();
    return this;
  }

  override delete(key: Key): boolean {
    const was = super.delete(key);
    if (was) this.#changed();
    return was;
  }

  override clear(): void {
    super.clear();
    this.#changed();
  }
}

/**
 * From now on an object says whenever one of the fields that it has is assigned: no line that assigns one has to think of it, nor one that
 * is written later.
 */
export function announceAssignments(object: object, changed: () => void): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    if (!descriptor.writable) continue;
    let { value } = descriptor;
    Object.defineProperty(object, name, {
      enumerable: descriptor.enumerable ?? true,
      get: () => value,
      set(next) {
        value = next;
        changed();
      },
    });
  }
}
