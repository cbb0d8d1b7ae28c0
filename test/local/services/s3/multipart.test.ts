import { type Answer, S3Harness } from './s3-harness';

const large = Buffer.alloc(5 * 1024 * 1024, 'x');

async function begin(s3: S3Harness, headers: Record<string, string> = {}): Promise<string> {
  return (await s3.send('POST', '/saves/big?uploads', { headers })).xml.UploadId;
}

const part = (s3: S3Harness, id: string, number: number | string, body: Buffer | string) =>
  s3.send('PUT', `/saves/big?uploadId=${id}&partNumber=${number}`, { body });

const complete = (
  s3: S3Harness,
  id: string,
  parts: [number, string | undefined][],
  headers: Record<string, string> = {},
) =>
  s3.send('POST', `/saves/big?uploadId=${id}`, {
    headers,
    body: `<CompleteMultipartUpload>${parts
      .map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
      .join('')}</CompleteMultipartUpload>`,
  });

const etagOf = (answer: Answer) => answer.headers.etag;

describe('an upload in parts', () => {
  let s3: S3Harness;
  let id: string;
  beforeEach(async () => {
    s3 = new S3Harness();
    id = await begin(s3, { 'content-type': 'text/plain', 'x-amz-meta-hero': 'Ada' });
  });

  test('becomes an object when it is completed, in the order of its parts', async () => {
    const two = await part(s3, id, 2, 'end');
    const one = await part(s3, id, 1, large);
    expect((await s3.send('GET', '/saves/big')).status).toBe(404);
    const done = await complete(s3, id, [
      [1, etagOf(one)],
      [2, etagOf(two)],
    ]);
    expect([done.status, done.xml.Key]).toEqual([200, 'big']);
    expect(done.xml.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const tail = await s3.send('GET', '/saves/big', { headers: { range: 'bytes=-4' } });
    expect(tail).toMatchObject({ text: 'xend', headers: { 'content-type': 'text/plain', 'x-amz-meta-hero': 'Ada' } });
    expect(await complete(s3, id, [[1, etagOf(one)]])).toMatchObject({ status: 404, code: 'NoSuchUpload' });
  });

  test('leaves nothing when it is aborted', async () => {
    await part(s3, id, 1, 'x');
    expect((await s3.send('GET', '/saves?uploads')).xml.Upload.UploadId).toBe(id);
    const aborted = await s3.send('DELETE', `/saves/big?uploadId=${id}`);
    expect([aborted.status, aborted.asked[0]?.action]).toEqual([204, 's3:AbortMultipartUpload']);
    expect((await s3.send('GET', '/saves?uploads')).xml.Upload).toBeUndefined();
    expect((await part(s3, id, 2, 'x')).code).toBe('NoSuchUpload');
  });

  test('belongs to its key', async () => {
    expect((await s3.send('PUT', `/saves/other?uploadId=${id}&partNumber=1`, { body: 'x' })).code).toBe('NoSuchUpload');
    expect((await part(s3, id, 1, 'x')).status).toBe(200);
  });

  test('refuses a part number that is none', async () => {
    for (const number of ['0', '10001', 'x', ''])
      expect((await part(s3, id, number, 'x')).code).toBe('InvalidArgument');
    expect((await part(s3, id, 10_000, 'x')).status).toBe(200);
  });

  test('refuses parts out of order, unknown, changed or too small', async () => {
    const one = etagOf(await part(s3, id, 1, 'small'));
    const two = etagOf(await part(s3, id, 2, 'end'));
    expect(
      (
        await complete(s3, id, [
          [2, two],
          [1, one],
        ])
      ).code,
    ).toBe('InvalidPartOrder');
    expect(
      (
        await complete(s3, id, [
          [1, one],
          [1, one],
        ])
      ).code,
    ).toBe('InvalidPartOrder');
    expect((await complete(s3, id, [[3, one]])).code).toBe('InvalidPart');
    expect((await complete(s3, id, [[1, two]])).code).toBe('InvalidPart');
    expect(
      (
        await complete(s3, id, [
          [1, one],
          [2, two],
        ])
      ).code,
    ).toBe('EntityTooSmall');
    expect((await complete(s3, id, [])).code).toBe('MalformedXML');
    expect((await complete(s3, id, [[2, two]])).status).toBe(200);
  });

  test('lists its parts in pages', async () => {
    for (const number of [3, 1, 2]) await part(s3, id, number, `part ${number}`);
    const page = async (query: string) => (await s3.send('GET', `/saves/big?uploadId=${id}${query}`)).xml;
    const first = await page('&max-parts=2');
    expect([first.Part.map((each: { PartNumber: string }) => each.PartNumber), first.IsTruncated]).toEqual([
      ['1', '2'],
      'true',
    ]);
    const second = await page(`&part-number-marker=${first.NextPartNumberMarker}`);
    expect([second.Part.PartNumber, second.IsTruncated]).toEqual(['3', 'false']);
  });

  test('is completed under If-None-Match only where nothing is', async () => {
    const one: [number, string | undefined] = [1, etagOf(await part(s3, id, 1, 'x'))];
    await s3.send('PUT', '/saves/big', { body: 'there first' });
    expect((await complete(s3, id, [one], { 'if-none-match': '*' })).status).toBe(412);
    await s3.send('DELETE', '/saves/big');
    expect((await complete(s3, id, [one], { 'if-none-match': '*' })).status).toBe(200);
  });

  test('a copied part asks for its source, and its range must lie within it', async () => {
    await s3.send('PUT', '/saves/source', { body: 'hello' });
    const copy = (range: string) =>
      s3.send('PUT', `/saves/big?uploadId=${id}&partNumber=1`, {
        headers: { 'x-amz-copy-source': 'saves/source', 'x-amz-copy-source-range': range },
      });
    const { status, asked } = await copy('bytes=1-2');
    expect(status).toBe(200);
    expect(asked.map(({ action }) => action)).toEqual(['s3:GetObject', 's3:PutObject']);
    for (const range of ['bytes=1-5', 'bytes=-2', 'bytes=2-', 'bytes=2-1'])
      expect((await copy(range)).code).toBe('InvalidArgument');
  });

  test('is summed up by the checksum that it began with', async () => {
    const whole = await begin(s3, { 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' });
    const one: [number, string | undefined] = [1, etagOf(await part(s3, whole, 1, 'hello'))];
    expect((await complete(s3, whole, [one], { 'x-amz-checksum-crc32': 'AAAAAA==' })).code).toBe('BadDigest');
    const done = await complete(s3, whole, [one], { 'x-amz-checksum-crc32': 'NhCmhg==' });
    expect([done.xml.ChecksumCRC32, done.xml.ChecksumType]).toEqual(['NhCmhg==', 'FULL_OBJECT']);
  });

  test('a SHA checksum is composite only, CRC64NVME over the whole only', async () => {
    const start = async (algorithm: string, type: string) =>
      (
        await s3.send('POST', '/saves/big?uploads', {
          headers: { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type },
        })
      ).status;
    expect([await start('SHA256', 'FULL_OBJECT'), await start('SHA256', 'COMPOSITE')]).toEqual([400, 200]);
    expect([await start('CRC64NVME', 'COMPOSITE'), await start('CRC64NVME', 'FULL_OBJECT')]).toEqual([400, 200]);
  });
});
