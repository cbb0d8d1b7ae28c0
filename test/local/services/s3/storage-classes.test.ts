import { S3Harness } from './s3-harness';

const atOnce = ['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'];
const archived = ['GLACIER', 'DEEP_ARCHIVE'];

async function kept(storageClass: string): Promise<S3Harness> {
  const s3 = new S3Harness();
  await s3.send('PUT', '/saves/x', { body: 'hello', headers: { 'x-amz-storage-class': storageClass } });
  return s3;
}

/** Every way to the bytes of an object, and what it answers where they are archived. */
const reads: [name: string, read: (s3: S3Harness) => ReturnType<S3Harness['send']>, refusal: string][] = [
  ['GetObject', (s3) => s3.send('GET', '/saves/x'), 'InvalidObjectState'],
  [
    'GetObject of a range',
    (s3) => s3.send('GET', '/saves/x', { headers: { range: 'bytes=0-1' } }),
    'InvalidObjectState',
  ],
  [
    'CopyObject',
    (s3) => s3.send('PUT', '/saves/y', { headers: { 'x-amz-copy-source': '/saves/x' } }),
    'ObjectNotInActiveTierError',
  ],
  [
    'UploadPartCopy',
    async (s3) => {
      const { xml } = await s3.send('POST', '/saves/z?uploads');
      const headers = { 'x-amz-copy-source': '/saves/x' };
      return s3.send('PUT', `/saves/z?uploadId=${xml.UploadId}&partNumber=1`, { headers });
    },
    'ObjectNotInActiveTierError',
  ],
];

describe.each(reads)('%s', (_name, read, refusal) => {
  test.each(atOnce)('reads what is kept as %s', async (storageClass) => {
    expect((await read(await kept(storageClass))).status).toBeLessThan(300);
  });

  test.each(archived)(`answers ${refusal} for what is kept as %s`, async (storageClass) => {
    expect(await read(await kept(storageClass))).toMatchObject({ status: 403, code: refusal });
  });
});

test.each([...atOnce, ...archived])(
  'HeadObject tells of what is kept as %s, whether it can be read or not',
  async (storageClass) => {
    const { status, headers } = await (await kept(storageClass)).send('HEAD', '/saves/x');
    expect([status, headers['x-amz-storage-class'] ?? 'STANDARD']).toEqual([200, storageClass]);
  },
);

test('that an object is archived is told to whoever may read it, and to nobody else', async () => {
  const s3 = await kept('GLACIER');
  expect((await s3.send('GET', '/saves/x')).xml.StorageClass).toBe('GLACIER');
  s3.allows = () => false;
  expect((await s3.send('GET', '/saves/x')).code).toBe('AccessDenied');
});
