import type { PersistedCollection } from '../../../../local/state/persisted';
import type { WatchingKeeper } from './watching-keeper';

/** What a process leaves to the next one: every record, in the order of restoring, as JSON. */
export function left(collections: readonly PersistedCollection[]): readonly [string, string, string][] {
  return collections.flatMap((collection) =>
    [...collection.keys()].map((key): [string, string, string] => [
      collection.name,
      key,
      JSON.stringify(collection.read(key)),
    ]),
  );
}

/** Hands it to the next one. @throws Error where something is there then that is not as it was left, and nobody announces that */
export function takeUp(
  records: readonly (readonly [string, string, string])[],
  collections: readonly PersistedCollection[],
  keeper: WatchingKeeper,
): void {
  for (const collection of collections) {
    for (const [name, key, text] of records) {
      if (name !== collection.name) continue;
      keeper.knows(name, key, text);
      collection.restore(key, JSON.parse(text));
    }
  }
  keeper.check(collections);
}
