import { inMemory } from '../../../../local/state/in-memory';
import type { AccountKeeper, Bodies, PersistedCollection } from '../../../../local/state/persisted';

/** What a keeper was told, held against what registries have: a change that nobody announced would be lost at the next start. */
export class WatchingKeeper implements AccountKeeper {
  readonly bodies: Bodies;
  readonly #announced = new Set<string>();
  /** Each record as it was when it was last announced, as JSON. */
  readonly #kept = new Map<string, string | undefined>();

  /** @param bodies that a later account finds too */
  constructor(bodies: Bodies = inMemory.bodies) {
    this.bodies = bodies;
  }

  changed(collection: string, key: string): void {
    this.#announced.add(nameOf(collection, key));
  }

  /** What was announced since the last look. */
  get announced(): readonly string[] {
    return [...this.#announced];
  }

  /** Knows what was kept before: what is restored as it was needs no announcing. */
  knows(collection: string, key: string, text: string): void {
    this.#kept.set(nameOf(collection, key), text);
  }

  /** @throws Error naming a record that is not as it was announced last, or not plain JSON */
  check(collections: readonly PersistedCollection[]): void {
    const there = new Map<string, string>();
    for (const collection of collections) {
      for (const key of collection.keys()) {
        const name = nameOf(collection.name, key);
        const value = collection.read(key);
        const text = JSON.stringify(value);
        const odd = notPlain(value);
        if (odd !== undefined) throw new Error(`${name} is not plain JSON at ${odd}: ${text}`);
        if (there.has(name)) throw new Error(`${name} is there twice`);
        there.set(name, text);
      }
    }
    const names = new Set(collections.map(({ name }) => name));
    for (const name of this.#announced) {
      const [collection = ''] = name.split(' ');
      if (!names.has(collection)) continue;
      this.#announced.delete(name);
      const [, key = ''] = name.split(`${collection} `);
      const value = collections.find((one) => one.name === collection)?.read(key);
      const text = value === undefined ? undefined : JSON.stringify(value);
      // What is written is what keys are told of: a snapshot would lose whatever else is there.
      if (text !== there.get(name)) throw new Error(`${name} is read, and is not among the keys`);
      this.#kept.set(name, text);
    }
    for (const name of new Set([...there.keys(), ...this.#kept.keys()])) {
      const [is, was] = [there.get(name), this.#kept.get(name)];
      if (is !== was) throw new Error(`${name} has changed unannounced: was ${was}, is ${is}`);
    }
  }
}

const nameOf = (collection: string, key: string) => `${collection} ${key}`;

/**
 * Where a value is not what `JSON.parse` would make of its text; but for the prototype, which an object may lack.
 *
 * @returns a path; undefined: nowhere
 */
function notPlain(value: unknown, at = '$'): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : at;
  if (typeof value !== 'object') return at;
  const prototype = Object.getPrototypeOf(value);
  // The prototype of objects of another realm has none itself; a Map's, a Buffer's and a Date's has.
  const isObject = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isObject) return at;
  for (const [name, member] of Object.entries(value)) {
    const odd = notPlain(member, `${at}.${name}`);
    if (odd !== undefined) return odd;
  }
  return undefined;
}
