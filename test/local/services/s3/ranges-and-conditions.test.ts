import { S3Harness } from './s3-harness';

const etag = '"5d41402abc4b2a76b9719d911017c592"';
const [earlier, later] = ['Fri, 20 Nov 2026 11:00:00 GMT', 'Fri, 20 Nov 2026 13:00:00 GMT'];

async function hello(): Promise<S3Harness> {
  const s3 = new S3Harness();
  await s3.send('PUT', '/saves/x', { body: 'hello' });
  return s3;
}

describe('ranges', () => {
  test.each([
    ['bytes=1-2', 'el', 'bytes 1-2/5'],
    ['bytes=3-', 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=-99', 'hello', 'bytes 0-4/5'],
    ['bytes=4-99', 'o', 'bytes 4-4/5'],
  ])('%s answers %s', async (range, text, contentRange) => {
    const answer = await (await hello()).send('GET', '/saves/x', { headers: { range } });
    expect(answer).toMatchObject({ status: 206, text, headers: { 'content-range': contentRange } });
  });

  test.each(['bytes=5-', 'bytes=-0', 'bytes=9-10'])('%s cannot be satisfied', async (range) => {
    const answer = await (await hello()).send('GET', '/saves/x', { headers: { range } });
    expect(answer).toMatchObject({ status: 416, code: 'InvalidRange', headers: { 'content-range': 'bytes */5' } });
  });

  test.each(['bytes=0-1,3-4', 'bytes=3-1', 'bytes=', 'lines=1-2'])(
    '%s is no range: everything is answered',
    async (range) => {
      const answer = await (await hello()).send('GET', '/saves/x', { headers: { range } });
      expect(answer).toMatchObject({ status: 200, text: 'hello' });
    },
  );

  test('a range and a part number together are refused', async () => {
    const s3 = await hello();
    expect((await s3.send('GET', '/saves/x?partNumber=1', { headers: { range: 'bytes=0-1' } })).code).toBe(
      'InvalidRequest',
    );
    expect((await s3.send('GET', '/saves/x?partNumber=1')).status).toBe(206);
    expect((await s3.send('GET', '/saves/x?partNumber=2')).status).toBe(416);
  });
});

describe('conditional reads', () => {
  test.each<[Record<string, string>, number]>([
    [{ 'if-match': etag }, 200],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-match': '*' }, 200],
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `"other", ${etag}` }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': earlier }, 200],
    [{ 'if-modified-since': later }, 304],
    [{ 'if-unmodified-since': earlier }, 412],
    [{ 'if-unmodified-since': later }, 200],
    [{ 'if-match': etag, 'if-unmodified-since': earlier }, 200],
    [{ 'if-none-match': etag, 'if-modified-since': earlier }, 304],
    [{ 'if-none-match': '"other"', 'if-modified-since': later }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
  ])('%j answers %d', async (headers, status) => {
    const answer = await (await hello()).send('GET', '/saves/x', { headers });
    expect(answer.status).toBe(status);
    if (status === 304) expect([answer.text, answer.headers.etag]).toEqual(['', etag]);
  });
});

describe('conditional writes', () => {
  const put = async (path: string, headers: Record<string, string>) => (await hello()).send('PUT', path, { headers });

  test('If-None-Match: * creates and never overwrites', async () => {
    expect((await put('/saves/new', { 'if-none-match': '*' })).status).toBe(200);
    expect(await put('/saves/x', { 'if-none-match': '*' })).toMatchObject({ status: 412, code: 'PreconditionFailed' });
    expect((await put('/saves/new', { 'if-none-match': etag })).status).toBe(501);
  });

  test('a deleted object may be created again under If-None-Match: *', async () => {
    const s3 = await hello();
    await s3.send('DELETE', '/saves/x');
    expect((await s3.send('PUT', '/saves/x', { headers: { 'if-none-match': '*' } })).status).toBe(200);
  });

  test('If-Match overwrites only what the writer has seen, and asks for GetObject too', async () => {
    const match = await put('/saves/x', { 'if-match': etag });
    expect(match.status).toBe(200);
    expect(match.asked.map(({ action }) => action)).toEqual(['s3:PutObject', 's3:GetObject']);
    expect((await put('/saves/x', { 'if-match': '"other"' })).status).toBe(412);
    expect((await put('/saves/new', { 'if-match': etag })).status).toBe(404);
  });

  test.each([
    { where: 'the object is there', ifMatch: '*', status: 204 },
    { where: 'the object is there', ifMatch: etag, status: 204 },
    { where: 'the object is there', ifMatch: '"other"', status: 412 },
    { where: 'nothing ever was', ifMatch: '*', status: 404 },
    { where: 'nothing ever was', ifMatch: etag, status: 404 },
    { where: 'a delete marker stands', ifMatch: '*', status: 404 },
    { where: 'a delete marker stands', ifMatch: etag, status: 404 },
  ])('a delete under If-Match: $ifMatch where $where answers $status', async ({ where, ifMatch, status }) => {
    const s3 = await hello();
    if (where === 'a delete marker stands') expect((await s3.send('DELETE', '/saves/x')).status).toBe(204);
    const path = where === 'nothing ever was' ? '/saves/never' : '/saves/x';
    expect((await s3.send('DELETE', path, { headers: { 'if-match': ifMatch } })).status).toBe(status);
    const stays = where === 'the object is there' && status !== 204;
    expect((await s3.send('GET', path)).status).toBe(stays ? 200 : 404);
  });
});
