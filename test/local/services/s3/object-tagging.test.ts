import { S3Harness } from './s3-harness';

const path = '/saves/x?tagging';
const element = ([key, value]: readonly string[]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`;
const document = (tags: readonly (readonly string[])[]) =>
  `<Tagging><TagSet>${tags.map(element).join('')}</TagSet></Tagging>`;
const red = document([['team', 'red']]);

/** A bucket with an object, and what its tags are. */
async function withObject(headers: Record<string, string> = {}) {
  const s3 = new S3Harness();
  const { headers: put } = await s3.send('PUT', '/saves/x', { headers, body: 'hello' });
  const tags = async (query = '') => {
    const { xml } = await s3.send('GET', path + query);
    return [xml.TagSet?.Tag ?? []].flat().map(({ Key, Value }: Record<string, string>) => `${Key}=${Value}`);
  };
  return { s3, tags, versionId: put['x-amz-version-id'] ?? '' };
}

test('tags are set, read, counted and taken away; the object stays as it is', async () => {
  const { s3, tags } = await withObject({ 'x-amz-tagging': 'a=1&b' });
  const before = await s3.send('GET', '/saves/x');
  expect(await tags()).toEqual(['a=1', 'b=']);
  s3.time += 60_000;
  expect(await s3.send('PUT', path, { body: red })).toMatchObject({ status: 200, text: '' });
  expect(await tags()).toEqual(['team=red']);
  const after = await s3.send('GET', '/saves/x');
  expect(after.headers).toEqual({ ...before.headers, 'x-amz-tagging-count': '1' });
  expect(await s3.send('DELETE', path)).toMatchObject({ status: 204 });
  expect(await tags()).toEqual([]);
  expect((await s3.send('GET', '/saves/x')).text).toBe('hello');
});

test('each version has its own', async () => {
  const { s3, tags, versionId } = await withObject({ 'x-amz-tagging': 'of=first' });
  await s3.send('PUT', '/saves/x', { headers: { 'x-amz-tagging': 'of=second' } });
  const set = await s3.send('PUT', `${path}&versionId=${versionId}`, { body: red });
  expect(set.headers['x-amz-version-id']).toBe(versionId);
  expect([await tags(), await tags(`&versionId=${versionId}`)]).toEqual([['of=second'], ['team=red']]);
  await s3.send('DELETE', `${path}&versionId=${versionId}`);
  expect([await tags(), await tags(`&versionId=${versionId}`)]).toEqual([['of=second'], []]);
});

const many = (count: number) => Array.from({ length: count }, (_, index) => [`k${index}`, 'v']);

/** What is refused, the nearest that is taken, and S3's words. */
const refused: readonly (readonly [
  refused: readonly (readonly string[])[],
  taken: readonly (readonly string[])[],
  code: string,
  words: string,
])[] = [
  [many(11), many(10), 'BadRequest', 'Object tags cannot be greater than 10'],
  [[['k'.repeat(129), 'v']], [['k'.repeat(128), 'v']], 'InvalidTag', 'The TagKey you have provided is invalid'],
  [[['', 'v']], [['v', '']], 'InvalidTag', 'The TagKey you have provided is invalid'],
  [[['k', 'v'.repeat(257)]], [['k', 'v'.repeat(256)]], 'InvalidTag', 'The TagValue you have provided is invalid'],
  [[['k', 'a,b']], [['k', 'a:b/c_d.e=f+g-h@i j']], 'InvalidTag', 'The TagValue you have provided is invalid'],
  [[['ö', 'v']], [['o', 'v']], 'InvalidTag', 'The TagKey you have provided is invalid'],
  [[['aws:x', 'v']], [['awsx', 'v']], 'InvalidTag', 'Your TagKey cannot be prefixed with aws:'],
];
const twice = [
  ['k', '1'],
  ['k', '2'],
];
const once = [
  ['k', '1'],
  ['K', '2'],
];

describe('tags that S3 does not take', () => {
  test.each([...refused, [twice, once, 'InvalidTag', 'Cannot provide multiple Tags with the same key'] as const])(
    'in a document: %j',
    async (bad, good, code, words) => {
      const { s3, tags } = await withObject({ 'x-amz-tagging': 'a=1' });
      expect(await s3.send('PUT', path, { body: document(bad) })).toMatchObject({ code, xml: { Message: words } });
      expect(await tags()).toEqual(['a=1']);
      expect((await s3.send('PUT', path, { body: document(good) })).status).toBe(200);
      expect(await tags()).toEqual(good.map((tag) => tag.join('=')));
    },
  );

  const header = (tags: readonly (readonly string[])[]) =>
    tags.map((tag) => tag.map(encodeURIComponent).join('=')).join('&');
  const badlyEncoded =
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
  const inHeaders = [
    ...refused
      .filter(([bad]) => bad[0]?.[0] !== '')
      .map(([bad, good, ...rest]) => [header(bad), header(good), ...rest] as const),
    ...[
      [header(twice), header(once)],
      ['=', 'a='],
      ['a=%zz', 'a=%20'],
      ['a=b=c', 'a=b%3Dc'],
    ].map(([bad = '', good = '']) => [bad, good, 'InvalidArgument', badlyEncoded] as const),
  ];
  test.each(
    inHeaders.flatMap((row) => [
      ['PUT', '/saves/x', {}, ...row] as const,
      ['POST', '/saves/x?uploads', {}, ...row] as const,
      ['PUT', '/saves/y', { 'x-amz-copy-source': '/saves/x', 'x-amz-tagging-directive': 'REPLACE' }, ...row] as const,
    ]),
  )('in a header of %s %s %j: %s', async (method, target, headers, bad, good, code, words) => {
    const { s3 } = await withObject();
    const send = (tagging: string) => s3.send(method, target, { headers: { ...headers, 'x-amz-tagging': tagging } });
    expect(await send(bad)).toMatchObject({ code, xml: { Message: words } });
    expect((await send(good)).status).toBe(200);
  });

  test.each([
    '',
    'x',
    '<Tagging/>',
    '<Tagging><TagSet/><TagSet/></Tagging>',
    '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>',
    '<Other><TagSet/></Other>',
  ])('%j is no Tagging document', async (body) => {
    const { s3 } = await withObject();
    expect(await s3.send('PUT', path, { body })).toMatchObject({ status: 400, code: 'MalformedXML' });
    expect((await s3.send('PUT', path, { body: '<Tagging><TagSet/></Tagging>' })).status).toBe(200);
  });
});

describe('tags of an upload in parts are those that it was begun with', () => {
  test.each([
    ['a=1', 's3:PutObjectTagging', ['a=1']],
    ['', 's3:PutObject', []],
  ])('%j', async (tagging, lastAsked, expected) => {
    const { s3, tags } = await withObject();
    const begun = await s3.send('POST', '/saves/x?uploads', { headers: { 'x-amz-tagging': tagging } });
    expect(begun.asked.at(-1)?.action).toBe(lastAsked);
    const upload = `/saves/x?uploadId=${begun.xml.UploadId}`;
    const { headers } = await s3.send('PUT', `${upload}&partNumber=1`, { body: 'part' });
    const part = `<Part><PartNumber>1</PartNumber><ETag>${headers.etag}</ETag></Part>`;
    await s3.send('POST', upload, { body: `<CompleteMultipartUpload>${part}</CompleteMultipartUpload>` });
    expect(await tags()).toEqual(expected);
  });
});

describe('who may', () => {
  test.each([
    ['GET', 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 200],
    ['PUT', 's3:PutObjectTagging', 's3:PutObjectVersionTagging', 200],
    ['DELETE', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging', 204],
  ])('%s needs %s, and of a version %s', async (method, action, ofVersion, status) => {
    const { s3, versionId } = await withObject();
    for (const [url, needed] of [
      [path, action],
      [`${path}&versionId=${versionId}`, ofVersion],
    ] as const) {
      s3.allows = (question) => question.action !== needed;
      expect(await s3.send(method, url, { body: red })).toMatchObject({ status: 403, code: 'AccessDenied' });
      s3.allows = (question) => question.action === needed;
      expect(await s3.send(method, url, { body: red })).toMatchObject({ status, refusals: [] });
    }
  });

  test('the tags that are set and those that are there are asked about', async () => {
    const { s3 } = await withObject({ 'x-amz-tagging': 'rank=1' });
    const [question] = (await s3.send('PUT', path, { body: red })).asked;
    expect(Object.fromEntries(question?.context ?? [])).toMatchObject({
      's3:existingobjecttag/rank': '1',
      's3:requestobjecttag/team': 'red',
      's3:requestobjecttagkeys': ['team'],
    });
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s of what is not there tells only who may list', async (method) => {
    const { s3 } = await withObject();
    const send = () => s3.send(method, '/saves/none?tagging', { body: red });
    expect(await send()).toMatchObject({ status: 404, code: 'NoSuchKey' });
    s3.allows = ({ action }) => action !== 's3:ListBucket';
    expect(await send()).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s of a delete marker', async (method) => {
    const { s3 } = await withObject();
    const { headers } = await s3.send('DELETE', '/saves/x');
    const of = (query: string) => s3.send(method, path + query, { body: red });
    expect((await of('')).code).toBe('NoSuchKey');
    expect((await of(`&versionId=${headers['x-amz-version-id']}`)).code).toBe('MethodNotAllowed');
  });
});
