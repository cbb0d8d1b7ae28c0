import type { PersistedCollection } from './persisted';
import type { StoredRecord } from './records';
import { StateRefused } from './state-refused';

/** What becomes of a collection's records that were kept with an older version. */
export interface Migration {
  readonly collection: string;
  /** The version that it takes; it makes the next one. */
  readonly from: number;
  /** The value in its next form; undefined: the record is dropped. */
  migrate(value: unknown, key: string): unknown;
}

/** All that there are: whoever raises a collection's version adds one. */
export const migrations: readonly Migration[] = [
  // Pools have identity providers, of which dates are kept.
  { collection: 'user-pools', from: 1, migrate: (value) => ({ ...(value as object), identityProviders: [] }) },
];

/** The version of each collection, by name. */
export type Versions = Readonly<Record<string, number>>;

export const versionsOf = (collections: readonly PersistedCollection[]): Versions =>
  Object.fromEntries(collections.map(({ name, version }) => [name, version]));

/**
 * How kept records become what the collections of this release take.
 *
 * @param kept the versions that the records have
 * @throws StateRefused where they are of a newer release, or of one that is too old
 */
export function migrationTo(
  collections: readonly PersistedCollection[],
  kept: Versions,
  known: readonly Migration[],
): (record: Required<StoredRecord>) => unknown {
  const steps = new Map<string, readonly Migration[]>();
  for (const [name, version] of Object.entries(kept)) {
    const own = collections.find((collection) => collection.name === name);
    if (own === undefined || own.version < version) {
      throw new StateRefused(
        `the account was kept by a newer release (${name}, version ${version}; this one has ${own?.version ?? 'none of it'}): ` +
          'start that release, or start over with --fresh',
      );
    }
    steps.set(name, stepsBetween(name, version, own.version, known));
  }
  return ({ collection, key, value }) =>
    (steps.get(collection) ?? []).reduce(
      (form: unknown, { migrate }) => (form === undefined ? undefined : migrate(form, key)),
      value,
    );
}

function stepsBetween(name: string, from: number, to: number, known: readonly Migration[]): readonly Migration[] {
  return Array.from({ length: to - from }, (_, step) => {
    const found = known.find((migration) => migration.collection === name && migration.from === from + step);
    if (found !== undefined) return found;
    throw new StateRefused(
      `the account was kept by an older release (${name}, version ${from}; this one has ${to} and can't read ${from + step}): ` +
        'start the older release, or start over with --fresh',
    );
  });
}
