import type { BodyReference, PersistedCollection } from '../../state/persisted';
import { type Bucket, type Buckets, recordKey } from './bucket';
import { bucketPolicy } from './bucket-policy';
import { versionOfRecord } from './store/object-store';
import type { NewObject, ObjectVersion, Version } from './store/object-version';
import type { Part, Upload } from './store/upload-store';

/** What a bucket has that its template does not say. */
interface KeptBucket {
  readonly created: number;
  /** Whether it was versioned at any time. */
  readonly versioned: boolean;
  readonly policy?: { readonly document: Readonly<Record<string, unknown>>; readonly source: string };
}

type Tags = readonly (readonly [string, string])[];

/** An object's version; a delete marker has no object. */
interface KeptVersion {
  readonly lastModified: number;
  readonly sequence: number;
  readonly object?: Omit<NewObject, 'body' | 'tags'> & { readonly body: BodyReference; readonly tags: Tags };
}

interface KeptUpload extends Omit<Upload, 'parts' | 'tags'> {
  readonly tags: Tags;
  readonly parts: readonly (Omit<Part, 'body'> & { readonly body: BodyReference })[];
}

/** What is kept of the buckets that the stacks have: their own history, their objects, and the uploads that are not completed. */
export function bucketCollections(buckets: Buckets): readonly PersistedCollection[] {
  return [keptBuckets(buckets), keptObjects(buckets), keptUploads(buckets)] as PersistedCollection[];
}

function keptBuckets(buckets: Buckets): PersistedCollection<KeptBucket> {
  return {
    name: 'buckets',
    version: 1,
    keys: () => buckets.all().map(({ settings }) => settings.name),
    read(name) {
      const bucket = buckets.find(name);
      if (bucket === undefined) return undefined;
      const { created, versioned, policy } = bucket;
      const { document, source } = policy ?? {};
      return { created, versioned, ...(document && source !== undefined ? { policy: { document, source } } : {}) };
    },
    restore(name, { policy, ...bucket }) {
      const read = policy && bucketPolicy(policy.document, policy.source);
      bucketOf(buckets, 'buckets', name)?.restore({ ...bucket, policy: read });
    },
  };
}

function keptObjects(buckets: Buckets): PersistedCollection<KeptVersion> {
  const { bodies } = buckets.keeper;
  const versionFrom = (versionId: string, { object, ...times }: KeptVersion): Version => {
    if (object === undefined) return { deleteMarker: true, versionId, ...times };
    const body = bodies.find(object.body);
    return { ...object, body, tags: new Map(object.tags), deleteMarker: false, versionId, ...times };
  };
  return {
    name: 'objects',
    version: 2,
    keys: () => allIds(buckets, ({ objects }) => objects.ids()),
    read(record) {
      const [bucket, id] = parts(record);
      const version = buckets.find(bucket)?.objects.withId(id);
      return version && keptVersion(version);
    },
    restore(record, version) {
      const { versionId, key } = versionOfRecord(parts(record)[1]);
      bucketOf(buckets, 'objects', record)?.objects.restore(key, versionFrom(versionId, version));
    },
    blobsOf: ({ object }) => (object ? [object.body.hash] : []),
  };
}

function keptUploads(buckets: Buckets): PersistedCollection<KeptUpload> {
  const { bodies } = buckets.keeper;
  return {
    name: 'uploads',
    version: 1,
    keys: () => allIds(buckets, ({ uploads }) => uploads.ids()),
    read(record) {
      const [bucket, id] = parts(record);
      const upload = buckets.find(bucket)?.uploads.withId(id);
      if (upload === undefined) return undefined;
      const kept = [...upload.parts.values()].map((part) => ({ ...said(part), body: referenceTo(part) }));
      return { ...said(upload), tags: [...upload.tags], parts: kept };
    },
    restore(record, upload) {
      const byNumber = upload.parts.map((part) => [part.number, { ...part, body: bodies.find(part.body) }] as const);
      const whole = { ...upload, tags: new Map(upload.tags), parts: new Map(byNumber) };
      bucketOf(buckets, 'uploads', record)?.uploads.restore(whole);
    },
    blobsOf: (upload) => upload.parts.map(({ body }) => body.hash),
  };
}

/** The bucket that a record is of; where there is none any more, the record is dropped. */
function bucketOf(buckets: Buckets, collection: string, record: string): Bucket | undefined {
  const bucket = buckets.find(parts(record)[0]);
  if (bucket === undefined) buckets.keeper.changed(collection, record);
  return bucket;
}

function* allIds(buckets: Buckets, idsIn: (bucket: Bucket) => Iterable<string>): Generator<string> {
  for (const bucket of buckets.all()) for (const id of idsIn(bucket)) yield recordKey(bucket.settings.name, id);
}

/** What {@link recordKey} put together. */
function parts(record: string): [bucket: string, id: string] {
  const [bucket = '', ...rest] = record.split('/');
  return [bucket, rest.join('/')];
}

function keptVersion(version: Version): KeptVersion {
  const { lastModified, sequence } = version;
  return { lastModified, sequence, ...(version.deleteMarker ? {} : { object: keptObject(version) }) };
}

function keptObject({
  deleteMarker: _,
  versionId: _id,
  lastModified: _time,
  sequence: _sequence,
  ...object
}: ObjectVersion): KeptVersion['object'] {
  const { tags, parts } = object;
  const ofParts = parts && { parts: [...parts] };
  return { ...said(object), ...ofParts, tags: [...tags], body: referenceTo(object) };
}

/** Without a checksum that is not there: in JSON nothing is undefined. */
function said<Value extends { readonly checksum?: unknown }>(value: Value): Value {
  if (value.checksum !== undefined) return value;
  const { checksum: _, ...rest } = value;
  return rest as Value;
}

const referenceTo = ({ body: { hash, size } }: Pick<ObjectVersion, 'body'>): BodyReference => ({ hash, size });
