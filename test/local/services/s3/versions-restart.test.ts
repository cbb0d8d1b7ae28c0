import type { Bucket } from '../../../../local/services/s3/bucket';
import { bucketCollections } from '../../../../local/services/s3/kept-buckets';
import { migrations, migrationTo } from '../../../../local/state/migrations';
import type { PersistedCollection } from '../../../../local/state/persisted';
import { left, takeUp } from '../../state/kept/restart';
import { S3Harness } from './s3-harness';

type Records = ReturnType<typeof left>;

const bucketOf = (s3: S3Harness): Bucket => s3.buckets.named('saves');
const put = (s3: S3Harness, body: string) => s3.send('PUT', '/saves/hero', { body });

function objectsOf(s3: S3Harness): PersistedCollection {
  const found = bucketCollections(s3.buckets).find(({ name }) => name === 'objects');
  if (found === undefined) throw new Error('objects are not kept');
  return found;
}

const seen = (s3: S3Harness) =>
  bucketOf(s3)
    .objects.versions('hero')
    .map((version) => (version.deleteMarker ? 'marker' : version.body.read().toString()));

/** A version with an ID, a marker, and one without ID that was there first and was written again after them. */
async function written(): Promise<S3Harness> {
  const s3 = new S3Harness({ name: 'saves' });
  const as = (versioning: 'Enabled' | 'Suspended') => bucketOf(s3).configure({ ...bucketOf(s3).settings, versioning });
  as('Suspended');
  await put(s3, 'without ID');
  as('Enabled');
  await put(s3, 'one');
  await s3.send('DELETE', '/saves/hero');
  as('Suspended');
  await put(s3, 'without ID again');
  return s3;
}

function takenUp(records: Records): S3Harness {
  const later = new S3Harness({ name: 'saves' });
  takeUp(records, bucketCollections(later.buckets), later.keeper);
  return later;
}

test.each<[string, readonly number[]]>([
  ['as they were written', [0, 1, 2]],
  // So they stand in a journal: the record that was written again keeps its place.
  ['the last one first', [2, 0, 1]],
  ['backwards', [2, 1, 0]],
])('versions of a key are in their order after a restart, whose records come %s', async (_name, order) => {
  const s3 = await written();
  expect(seen(s3)).toEqual(['one', 'marker', 'without ID again']);
  const records = left([objectsOf(s3)]);
  expect(records).toHaveLength(order.length);
  const later = takenUp(order.flatMap((index) => records.slice(index, index + 1)));
  expect(seen(later)).toEqual(seen(s3));
  await put(later, 'next');
  expect(seen(later.restarted())).toEqual([...seen(s3), 'next']);
});

test('a write is told as one record, however many versions its key has', async () => {
  const s3 = await written();
  const { objects } = bucketOf(s3);
  const current = objects.current('hero');
  if (current === undefined || current.deleteMarker) throw new Error('no object is current');
  expect(s3.keeper.announced).toEqual([]);
  objects.put('hero', { ...current, body: Buffer.from('more') });
  expect(s3.keeper.announced).toHaveLength(1);
});

test('records of a key with all its versions, as an older release kept them, are taken', async () => {
  const s3 = await written();
  const versions = left([objectsOf(s3)]).map(([, key, text]) => {
    const { sequence: _, ...kept } = JSON.parse(text);
    return { versionId: key.split('/')[1], ...kept };
  });
  const migrate = migrationTo([objectsOf(s3)], { objects: 1 }, migrations);
  const later = new S3Harness({ name: 'saves' });
  for (const [key, value] of migrate({ collection: 'objects', key: 'saves/hero', value: versions })) {
    objectsOf(later).restore(key, value);
    // It is written in its new form at once.
    later.keeper.changed('objects', key);
  }
  expect(seen(later)).toEqual(seen(s3));
  expect((await later.send('GET', '/saves?versions')).text).toBe((await s3.send('GET', '/saves?versions')).text);
});
