import { S3Harness } from './s3-harness';

const path = '/saves/x?attributes';
const all = 'ETag,Checksum,ObjectParts,StorageClass,ObjectSize';
const asking = (names: string, more: Record<string, string> = {}) => ({
  headers: { 'x-amz-object-attributes': names, ...more },
});

async function withObject() {
  const s3 = new S3Harness();
  const { headers } = await s3.send('PUT', '/saves/x', {
    body: 'hello',
    headers: { 'x-amz-storage-class': 'GLACIER' },
  });
  return { s3, versionId: headers['x-amz-version-id'] ?? '' };
}

/** An object of two parts. */
async function inParts(headers: Record<string, string>) {
  const s3 = new S3Harness();
  const upload = `/saves/x?uploadId=${(await s3.send('POST', '/saves/x?uploads', { headers })).xml.UploadId}`;
  const bodies = [Buffer.alloc(5 * 1024 * 1024), Buffer.from('end')];
  const parts: string[] = [];
  for (const [index, body] of bodies.entries()) {
    const part = await s3.send('PUT', `${upload}&partNumber=${index + 1}`, { body });
    parts.push(`<Part><PartNumber>${index + 1}</PartNumber><ETag>${part.headers.etag}</ETag></Part>`);
  }
  await s3.send('POST', upload, { body: `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>` });
  return s3;
}

test.each<readonly [asked: string, told: object]>([
  ['ETag', { ETag: '5d41402abc4b2a76b9719d911017c592' }],
  ['ObjectSize', { ObjectSize: '5' }],
  ['StorageClass', { StorageClass: 'GLACIER' }],
  ['Checksum', { Checksum: { ChecksumCRC64NVME: expect.any(String), ChecksumType: 'FULL_OBJECT' } }],
  ['ObjectParts', {}],
  ['ETag, ObjectSize', { ETag: expect.any(String), ObjectSize: '5' }],
])('%s alone is told', async (asked, told) => {
  const { s3, versionId } = await withObject();
  const { xml, status, headers } = await s3.send('GET', path, asking(asked));
  const { '@_xmlns': _namespace, ...members } = typeof xml === 'string' ? {} : xml;
  expect([status, members]).toEqual([200, told]);
  expect(headers).toMatchObject({ 'x-amz-version-id': versionId, 'last-modified': expect.any(String) });
});

test.each<readonly [asked: string | undefined, code: string]>([
  [undefined, 'InvalidRequest'],
  ['', 'InvalidRequest'],
  ['Dummy', 'InvalidArgument'],
  ['ETag,etag', 'InvalidArgument'],
])('%s is refused', async (asked, code) => {
  const { s3 } = await withObject();
  const sent = asked === undefined ? {} : asking(asked);
  expect(await s3.send('GET', path, sent)).toMatchObject({ status: 400, code });
  expect((await s3.send('GET', path, asking(all))).status).toBe(200);
});

describe('parts', () => {
  const sums = { 'x-amz-checksum-algorithm': 'SHA256' };
  const numbers = (parts: { Part?: unknown }) =>
    [parts.Part ?? []].flat().map((part) => (part as { PartNumber: string }).PartNumber);

  test('of an upload without checksums are counted', async () => {
    const { xml } = await (await inParts({})).send('GET', path, asking('ObjectParts'));
    expect(xml.ObjectParts).toEqual({ PartsCount: '2' });
  });

  test.each<readonly [string, Record<string, string>, string[], string]>([
    ['all', {}, ['1', '2'], 'false'],
    ['the first page', { 'x-amz-max-parts': '1' }, ['1'], 'true'],
    ['the next page', { 'x-amz-max-parts': '1', 'x-amz-part-number-marker': '1' }, ['2'], 'false'],
    ['no number is as good as none', { 'x-amz-max-parts': 'x' }, ['1', '2'], 'false'],
  ])('of one with checksums are told: %s', async (_what, headers, expected, truncated) => {
    const { xml } = await (await inParts(sums)).send('GET', path, asking('ObjectParts', headers));
    expect([numbers(xml.ObjectParts), xml.ObjectParts.IsTruncated]).toEqual([expected, truncated]);
    const [first] = [xml.ObjectParts.Part].flat();
    expect(first).toEqual({ PartNumber: expected[0], Size: expect.any(String), ChecksumSHA256: expect.any(String) });
  });
});

describe('who may', () => {
  const ofVersion = ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'];
  test.each([
    ['', ['s3:GetObject', 's3:GetObjectAttributes']],
    ['version', ofVersion],
  ])('of the object (%s) both of %j are needed', async (which, actions) => {
    const { s3, versionId } = await withObject();
    const url = which === 'version' ? `${path}&versionId=${versionId}` : path;
    for (const missing of actions) {
      s3.allows = ({ action }) => actions.includes(action) && action !== missing;
      expect(await s3.send('GET', url, asking(all))).toMatchObject({ status: 403, code: 'AccessDenied' });
    }
    s3.allows = ({ action }) => actions.includes(action);
    expect((await s3.send('GET', url, asking(all))).status).toBe(200);
  });

  test('what is not there is told only to who may list', async () => {
    const { s3 } = await withObject();
    const send = () => s3.send('GET', '/saves/none?attributes', asking(all));
    expect((await send()).code).toBe('NoSuchKey');
    s3.allows = ({ action }) => action !== 's3:ListBucket';
    expect((await send()).code).toBe('AccessDenied');
  });

  test.each([
    ['if-match', '"other"', 412],
    ['if-match', '*', 200],
    ['if-none-match', '*', 304],
  ])('under %s: %s', async (name, value, status) => {
    const { s3 } = await withObject();
    expect((await s3.send('GET', path, asking(all, { [name]: value }))).status).toBe(status);
  });
});
