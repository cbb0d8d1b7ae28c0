import { createHash } from 'node:crypto';
import { bucketCollections } from '../../../../local/services/s3/kept-buckets';
import { WatchingKeeper } from '../../state/kept/watching-keeper';
import { S3Harness, type Sent } from './s3-harness';

type Request = readonly [method: string, url: string, sent?: Sent];

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::saves/*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

const put = (key: string, body: string, headers: Record<string, string> = {}): Request => [
  'PUT',
  `/${key}`,
  { body, headers },
];
const copied = (key: string, source: string, headers: Record<string, string> = {}): Request => [
  'PUT',
  `/${key}`,
  { headers: { ...headers, 'x-amz-copy-source': source } },
];
const tags = '<Tagging><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>';

/** What is asked before and after: by key, and of the buckets. */
const reads: readonly Request[] = [
  ['GET', '/'],
  ...['saves', 'plain'].flatMap((bucket): Request[] => [
    ['GET', `/${bucket}?list-type=2`],
    ['GET', `/${bucket}?versions`],
    ['GET', `/${bucket}?uploads`],
    ['GET', `/${bucket}?policy`],
    ['GET', `/${bucket}?policyStatus`],
    ['GET', `/${bucket}?versioning`],
    ...['hero', 'a/b', 'big', '__proto__', '%E2%98%83'].flatMap((key): Request[] => [
      ['GET', `/${bucket}/${key}`, { headers: { 'x-amz-checksum-mode': 'ENABLED' } }],
      ['GET', `/${bucket}/${key}`, { headers: { range: 'bytes=1-2' } }],
      ['GET', `/${bucket}/${key}?partNumber=1`],
      ['HEAD', `/${bucket}/${key}`],
      ['GET', `/${bucket}/${key}?tagging`],
      [
        'GET',
        `/${bucket}/${key}?attributes`,
        { headers: { 'x-amz-object-attributes': 'ETag,Checksum,ObjectParts,StorageClass,ObjectSize' } },
      ],
    ]),
  ]),
];

/** What is written before, by name. */
const histories: Readonly<Record<string, readonly Request[]>> = {
  'an object with all that it may have': [
    put('saves/hero', 'hello', {
      'content-type': 'text/plain',
      'x-amz-meta-level': '7',
      'x-amz-tagging': 'team=red',
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-checksum-algorithm': 'SHA256',
    }),
  ],
  'an empty one': [put('saves/hero', '')],
  'names of all kinds': [put('saves/__proto__', 'x'), put('saves/%E2%98%83', 'y'), put('saves/a/b', 'z')],
  'the same bytes twice': [put('saves/hero', 'same'), put('saves/a/b', 'same')],
  versions: [put('saves/hero', 'one'), put('saves/hero', 'two'), put('saves/hero', 'three')],
  'a delete marker': [put('saves/hero', 'one'), ['DELETE', '/saves/hero']],
  'an object that is gone': [put('plain/hero', 'one'), put('plain/a/b', 'two'), ['DELETE', '/plain/hero']],
  'one that was replaced': [put('plain/hero', 'one'), put('plain/hero', 'two')],
  'several deleted at once': [
    put('saves/hero', 'one'),
    put('saves/a/b', 'one'),
    ['POST', '/saves?delete', { body: '<Delete><Object><Key>hero</Key></Object></Delete>', headers: md5() }],
  ],
  'other tags': [put('saves/hero', 'one'), ['PUT', '/saves/hero?tagging', { body: tags, headers: md5(tags) }]],
  'no tags any more': [put('saves/hero', 'one', { 'x-amz-tagging': 'a=b' }), ['DELETE', '/saves/hero?tagging']],
  'a copy': [put('saves/hero', 'one', { 'x-amz-meta-level': '7' }), copied('plain/a/b', '/saves/hero')],
  'a bucket policy': [['PUT', '/saves?policy', { body: policy }]],
  'an archived object': [put('saves/hero', 'one', { 'x-amz-storage-class': 'GLACIER' })],
};

function md5(body = '<Delete><Object><Key>hero</Key></Object></Delete>'): Record<string, string> {
  return { 'content-md5': createHash('md5').update(body).digest('base64') };
}

const buckets = () => new S3Harness({ name: 'saves' }, { name: 'plain', versioning: 'Off' });

async function told(s3: S3Harness, requests: readonly Request[] = reads) {
  const answers = [];
  for (const request of requests) {
    const { status, headers, text } = await s3.send(...request);
    answers.push({ request, status, headers, text });
  }
  return answers;
}

describe('a later process tells what the one before did', () => {
  test.each(Object.entries(histories))('of %s', async (_name, history) => {
    const s3 = buckets();
    for (const request of history) expect((await s3.send(...request)).status).toBeLessThan(300);
    const before = await told(s3);
    expect(await told(s3.restarted())).toEqual(before);
    // A control: what was written is what they tell of.
    expect(await told(buckets())).not.toEqual(before);
  });
});

test('an upload that is going on is completed by a later process', async () => {
  const s3 = buckets();
  const begun = await s3.send('POST', '/saves/big?uploads', {
    headers: { 'x-amz-meta-level': '7', 'x-amz-tagging': 'a=b', 'x-amz-checksum-algorithm': 'CRC32' },
  });
  const id = begun.xml.UploadId;
  const part = async (on: S3Harness, number: number, body: Buffer) =>
    (await on.send('PUT', `/saves/big?uploadId=${id}&partNumber=${number}`, { body })).headers.etag;
  const one = await part(s3, 1, Buffer.alloc(5 * 1024 * 1024, 'x'));
  await part(s3, 3, Buffer.from('replaced'));
  const uploads: Request[] = [
    ['GET', `/saves/big?uploadId=${id}`],
    ['GET', '/saves?uploads'],
  ];
  const before = await told(s3, uploads);
  const later = s3.restarted();
  expect(await told(later, uploads)).toEqual(before);
  const two = await part(later, 3, Buffer.from('end'));
  const done = await later.restarted().send('POST', `/saves/big?uploadId=${id}`, {
    body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${one}</ETag></Part><Part><PartNumber>3</PartNumber><ETag>${two}</ETag></Part></CompleteMultipartUpload>`,
  });
  expect([done.status, done.xml.ETag]).toEqual([200, expect.stringMatching(/-2"$/)]);
});

describe('later writes are what they would have been', () => {
  test.each<[string, readonly Request[]]>([
    ['a write on condition that there is none', [put('saves/hero', 'two', { 'if-none-match': '*' })]],
    [
      'a delete',
      [
        ['DELETE', '/plain/hero'],
        ['GET', '/plain/hero'],
      ],
    ],
    [
      'a delete of the version without ID',
      [
        ['DELETE', '/saves/hero?versionId=null'],
        ['GET', '/saves/hero'],
      ],
    ],
    ['a copy of it', [copied('plain/a/b', '/saves/hero'), ['GET', '/plain/a/b']]],
    [
      'other tags',
      [
        ['PUT', '/saves/hero?tagging', { body: tags, headers: md5(tags) }],
        ['GET', '/saves/hero?tagging'],
      ],
    ],
  ])('%s', async (_name, writes) => {
    const answers = async (s3: S3Harness) => {
      const all = await told(s3, writes);
      // Times and new versions' names are no two processes' same.
      return all.map(({ status, text, headers: { etag } }) => ({
        status,
        etag,
        text: text.replace(/<LastModified>[^<]*/g, ''),
      }));
    };
    const made = async () => {
      const s3 = buckets();
      for (const key of ['saves/hero', 'plain/hero']) await s3.send(...put(key, 'one'));
      return s3;
    };
    expect(await answers((await made()).restarted())).toEqual(await answers(await made()));
  });
});

test('a bucket that was versioned once is not unversioned by a new start', async () => {
  const s3 = buckets();
  const bucket = s3.buckets.named('saves');
  bucket.configure({ ...bucket.settings, versioning: 'Off' });
  const later = new S3Harness({ name: 'saves', versioning: 'Off' });
  const [versioning] = bucketCollections(s3.buckets);
  expect(later.buckets.named('saves').settings.versioning).toBe('Off');
  bucketCollections(later.buckets)[0]?.restore('saves', versioning?.read('saves'));
  expect(later.buckets.named('saves').settings.versioning).toBe('Suspended');
});

test('what is of a bucket that is gone is dropped, and does not come back with the next bucket of its name', async () => {
  const s3 = buckets();
  await s3.send(...put('saves/hero', 'one'));
  await s3.send('POST', '/saves/big?uploads');
  const collections = bucketCollections(s3.buckets);
  const later = new S3Harness({ name: 'plain' });
  const keeper = later.buckets.keeper as WatchingKeeper;
  keeper.check(bucketCollections(later.buckets));
  const records = collections.flatMap((collection) =>
    [...collection.keys()].map((key) => ({ collection, key, value: collection.read(key) })),
  );
  for (const { collection, key, value } of records) {
    bucketCollections(later.buckets)
      .find(({ name }) => name === collection.name)
      ?.restore(key, value);
  }
  expect(keeper.announced).toEqual(
    records.flatMap(({ collection, key }) => (key.startsWith('saves') ? [`${collection.name} ${key}`] : [])),
  );
  later.buckets.add(s3.buckets.named('saves').settings);
  expect((await later.send('GET', '/saves/hero')).status).toBe(404);
});

test('a bucket that is removed takes along what is in it', async () => {
  const s3 = buckets();
  await s3.send(...put('saves/hero', 'one'));
  await s3.send('POST', '/saves/big?uploads');
  s3.buckets.remove('saves');
  s3.keeper.check(bucketCollections(s3.buckets));
  s3.buckets.add(buckets().buckets.named('saves').settings);
  expect((await s3.send('GET', '/saves?versions')).xml.Version).toBeUndefined();
});

test('a keeper that hears nothing finds what was not announced', async () => {
  const deaf = new WatchingKeeper();
  const { buckets: all } = buckets();
  expect(() => deaf.check(bucketCollections(all))).toThrow('changed unannounced');
});
