import type { OwnerName, ZoneFacts } from './facts';

/** The table's key attributes. */
export interface RecordKey {
  readonly pk: string;
  readonly sk: string;
}

/** What the files and records are called that are tried at a place. */
export interface TriedNames {
  readonly file: string;
  /** Deleting is tried on a file of its own where the file is read too: one that is wrongly deleted would spoil that. */
  readonly fileToDelete: string;
  readonly sortKey: string;
  readonly sortKeyToDelete: string;
}

/** What one owner has in a zone, and what is tried there. */
export interface Place {
  /** Object keys; absent where the zone holds no files. */
  readonly files?: {
    /** Ends in a slash. */
    readonly folder: string;
    readonly file: string;
    readonly fileToDelete: string;
  };
  /** Absent where the zone holds no records. */
  readonly records?: { readonly record: RecordKey; readonly recordToDelete: RecordKey };
  /** Whether the owner's name holds a slash: such a folder would be in another owner's, so it opens for nobody. */
  readonly noFolder?: boolean;
}

/** The place of an owner: below `private/<player>/` and with the partition key `PLAYER#<player>`. */
export function placeOf(
  { prefix, leadingKey }: Pick<ZoneFacts, 'prefix' | 'leadingKey'>,
  owner: OwnerName,
  names: TriedNames,
): Place {
  const folder = prefix === undefined ? undefined : `${prefix}${owner.join('/')}/`;
  const pk = leadingKey === undefined ? undefined : `${leadingKey}${owner.join('#')}`;
  return {
    ...(folder !== undefined && {
      files: { folder, file: folder + names.file, fileToDelete: folder + names.fileToDelete },
    }),
    ...(pk !== undefined && {
      records: { record: { pk, sk: names.sortKey }, recordToDelete: { pk, sk: names.sortKeyToDelete } },
    }),
  };
}
