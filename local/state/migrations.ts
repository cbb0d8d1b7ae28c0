import type { PersistedCollection } from './persisted';
import type { StoredRecord } from './records';
import { StateRefused } from './state-refused';

/** What becomes of a collection's records that were kept with an older version. */
export interface Migration {
  readonly collection: string;
  /** The version that it takes; it makes the next one. */
  readonly from: number;
  /** The records in their next form that it becomes: none where it is dropped, several where it is split. */
  migrate(value: unknown, key: string): Iterable<readonly [key: string, value: unknown]>;
}

/** All that there are: whoever raises a collection's version adds one. */
export const migrations: readonly Migration[] = [
  // Pools have identity providers, of which dates are kept.
  {
    collection: 'user-pools',
    from: 1,
    migrate: (value, key) => [[key, { ...(value as object), identityProviders: [] }]],
  },
  // A record was a key with all its versions, the oldest first: each save wrote all of them again.
  { collection: 'objects', from: 1, migrate: eachVersion },
];

function* eachVersion(value: unknown, record: string): Generator<readonly [string, unknown]> {
  const bucketEnd = record.indexOf('/');
  for (const [index, version] of (value as readonly { readonly versionId: string }[]).entries()) {
    const { versionId, ...kept } = version;
    const key = record.slice(bucketEnd + 1);
    yield [`${record.slice(0, bucketEnd)}/${versionId}/${key}`, { ...kept, sequence: index + 1 }];
  }
}

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
): (record: Required<StoredRecord>) => Iterable<readonly [key: string, value: unknown]> {
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
    (steps.get(collection) ?? []).reduce<readonly (readonly [string, unknown])[]>(
      (forms, { migrate }) => forms.flatMap(([own, form]) => [...migrate(form, own)]),
      [[key, value]],
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
