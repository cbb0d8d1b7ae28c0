import { randomBytes, randomUUID } from 'node:crypto';
import type { AccountKeeper, BodyReference, PersistedCollection } from '../local/state/persisted';

/** Registries as plain as can be. */
export class Account {
  readonly #maps: ReadonlyMap<string, Map<string, unknown>>;

  constructor(
    from?: Account,
    readonly keeper?: AccountKeeper,
  ) {
    const names = ['identities', 'objects', 'items'];
    this.#maps = from === undefined ? new Map(names.map((name) => [name, new Map()])) : from.#maps;
  }

  get collections(): PersistedCollection[] {
    return [...this.#maps].map(([name, records]) => ({
      name,
      version: 1,
      keys: () => records.keys(),
      read: (key) => records.get(key),
      restore: (key, value) => records.set(key, value),
      blobsOf: (value) => (name === 'objects' ? [(value as BodyReference).hash] : []),
    }));
  }

  set(name: string, key: string, value: unknown): void {
    this.#maps.get(name)?.set(key, value);
    this.keeper?.changed(name, key);
  }

  setItems(items: readonly object[]): void {
    items.forEach((item, number) => {
      this.set('items', `item-${number}`, item);
    });
  }

  all(): unknown[] {
    return [...this.#maps.values()].flatMap((records) => [...records.values()]);
  }

  bodies(): BodyReference[] {
    return [...(this.#maps.get('objects')?.values() ?? [])] as BodyReference[];
  }
}

/** Fills it with what a busy game has. @returns the records as JSON */
export function fill(account: Account): string[] {
  const texts: string[] = [];
  const set = (name: string, key: string, value: object) => {
    account.set(name, key, value);
    texts.push(JSON.stringify([name, key, value]));
  };
  const poolId = `eu-west-1:${randomUUID()}`;
  for (let number = 0; number < 100_000; number += 1) {
    const id = `eu-west-1:${randomUUID()}`;
    const logins = number % 2 === 0 ? [] : [{ provider: 'accounts.google.com', subject: `${1e15 + number}` }];
    set('identities', id, { poolId, created: 1.76e12 + number, modified: 1.76e12 + number, logins });
    set('items', `item-${number}`, itemOf(number, 0));
    if (number % 10 !== 0) continue;
    const body = account.keeper?.bodies.put(randomBytes(10_240));
    set('objects', `private/${id}/save.bin`, {
      hash: body?.hash ?? '0'.repeat(64),
      size: 10_240,
      etag: `"${'0'.repeat(32)}"`,
    });
  }
  return texts;
}

const itemOf = (number: number, version: number) => ({
  player: { S: `eu-west-1:${number}` },
  level: { S: `level#${number}` },
  score: { N: `${number * 7 + version}` },
  inventory: { L: [{ S: 'sword' }, { S: 'shield' }, { N: '3' }] },
});

let version = 0;

/** The first items with new values. */
export function itemsOf(count: number): object[] {
  version += 1;
  return Array.from({ length: count }, (_, number) => itemOf(number, version));
}
