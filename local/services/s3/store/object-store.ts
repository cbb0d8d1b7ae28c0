import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { Bodies } from '../../../state/persisted';
import type { DeleteMarker, NewObject, ObjectVersion, Version } from './object-version';
import { SortedKeys } from './sorted-keys';

/** Who keeps what a store holds: objects, or uploads. */
export interface StoreKeeper {
  readonly bodies: Bodies;
  /** Told of each version's record ID, or upload's ID, when something about it has changed. */
  changed(id: string): void;
}

/** A bucket's versioning state; `Off`: never turned on. */
export type Versioning = 'Enabled' | 'Suspended' | 'Off';

/** The version ID of what was written while the bucket was not versioned. */
export const nullVersionId = 'null';

/**
 * The objects of one bucket, in memory, with their versions and delete markers.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
 */
export class ObjectStore {
  /** Each key's versions, the newest last. Never an empty list. */
  private readonly versionsByKey = new Map<string, Version[]>();
  private readonly keys = new SortedKeys();
  private lastSequence = 0;

  constructor(
    /** Asked at each write: a deployment may change it. */
    private readonly versioning: () => Versioning,
    private readonly clock: Clock,
    private readonly keeper: StoreKeeper,
  ) {}

  /** The newest version, which may be a delete marker. */
  current(key: string): Version | undefined {
    return this.versionsByKey.get(key)?.at(-1);
  }

  version(key: string, versionId: string): Version | undefined {
    return this.versionsByKey.get(key)?.findLast((version) => version.versionId === versionId);
  }

  /** A key's versions, the oldest first. */
  versions(key: string): readonly Version[] {
    return this.versionsByKey.get(key) ?? [];
  }

  /** Of every version, as whoever keeps them is told: a record each, for a key may have thousands. */
  *ids(): Generator<string> {
    for (const key of this.keysInOrder()) {
      for (const { versionId } of this.versions(key)) yield versionRecord(versionId, key);
    }
  }

  /** The version with that record ID. */
  withId(id: string): Version | undefined {
    const { versionId, key } = versionOfRecord(id);
    return this.version(key, versionId);
  }

  /** Every key that has a version or a delete marker, by UTF-8 bytes. */
  keysInOrder(): readonly string[] {
    return this.keys.inOrder();
  }

  put(key: string, object: NewObject): ObjectVersion {
    const body = this.keeper.bodies.put(object.body);
    const version: ObjectVersion = { ...object, body, deleteMarker: false, ...this.stamp() };
    this.append(key, version);
    return version;
  }

  /** A delete without version ID: leaves a marker in a versioned bucket, removes the object in an unversioned one. */
  delete(key: string): DeleteMarker | undefined {
    if (this.versioning() === 'Off') {
      this.deleteVersion(key, nullVersionId);
      return undefined;
    }
    const marker: DeleteMarker = { deleteMarker: true, ...this.stamp() };
    this.append(key, marker);
    return marker;
  }

  /** Removes one version for good. Answers what it was, or undefined when there was none. */
  deleteVersion(key: string, versionId: string): Version | undefined {
    const versions = this.versionsByKey.get(key);
    const index = versions?.findLastIndex((version) => version.versionId === versionId) ?? -1;
    if (!versions || index < 0) return undefined;
    const [removed] = versions.splice(index, 1);
    if (versions.length === 0) this.forget(key);
    this.keeper.changed(versionRecord(versionId, key));
    return removed;
  }

  /** Gives a version other tags; everything else about it stays, its time too. */
  retag(key: string, versionId: string, tags: NewObject['tags']): void {
    const versions = this.versionsByKey.get(key) ?? [];
    versions.forEach((version, index) => {
      if (version.versionId === versionId && !version.deleteMarker) versions[index] = { ...version, tags };
    });
    this.keeper.changed(versionRecord(versionId, key));
  }

  /** A version as an earlier process had it, in whatever order they come. */
  restore(key: string, version: Version): void {
    const versions = this.versionsByKey.get(key) ?? [];
    const before = versions.findLastIndex(({ sequence }) => sequence < version.sequence);
    versions.splice(before + 1, 0, version);
    this.versionsByKey.set(key, versions);
    this.keys.add(key);
    this.lastSequence = Math.max(this.lastSequence, version.sequence);
  }

  private forget(key: string): void {
    this.versionsByKey.delete(key);
    this.keys.remove(key);
  }

  private stamp(): Pick<Version, 'versionId' | 'lastModified' | 'sequence'> {
    const versionId = this.versioning() === 'Enabled' ? newVersionId() : nullVersionId;
    this.lastSequence += 1;
    return {
      versionId,
      lastModified: Math.floor(this.clock.now() / 1000) * 1000,
      sequence: this.lastSequence,
    };
  }

  private append(key: string, version: Version): void {
    this.keeper.changed(versionRecord(version.versionId, key));
    const versions = this.versionsByKey.get(key);
    if (!versions) {
      this.versionsByKey.set(key, [version]);
      this.keys.add(key);
      return;
    }
    // There is one null version at most: a new one takes the old one's place, at the end.
    if (version.versionId === nullVersionId) {
      const old = versions.findIndex((candidate) => candidate.versionId === nullVersionId);
      if (old >= 0) versions.splice(old, 1);
    }
    versions.push(version);
  }
}

/** A key may have slashes, and no version ID has one. */
const versionRecord = (versionId: string, key: string) => `${versionId}/${key}`;

/** What {@link versionRecord} put together. */
export function versionOfRecord(id: string): { readonly versionId: string; readonly key: string } {
  const end = id.indexOf('/');
  return { versionId: id.slice(0, end), key: id.slice(end + 1) };
}

/** Opaque, 32 characters, as S3's are. */
function newVersionId(): string {
  return randomUUID().replaceAll('-', '');
}
