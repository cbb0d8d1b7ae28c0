import { createHash } from 'node:crypto';
import { S3Harness } from './s3-harness';

const md5 = (body: string) => createHash('md5').update(body).digest('base64');

const deleteMany = (s3: S3Harness, body: string, headers: Record<string, string> = { 'content-md5': md5(body) }) =>
  s3.send('POST', '/saves?delete', { body, headers });

const list = (...keys: string[]) =>
  `<Delete>${keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('')}</Delete>`;

describe('DeleteObjects', () => {
  test('judges every key on its own: the refused one stays, the others go', async () => {
    const s3 = new S3Harness();
    for (const key of ['mine', 'theirs']) await s3.send('PUT', `/saves/${key}`);
    s3.allows = ({ resource }) => !resource.endsWith('/theirs');
    const { status, xml, asked, refusals } = await deleteMany(s3, list('theirs', 'mine'));
    expect(status).toBe(200);
    const theirs = { action: 's3:DeleteObject', resource: 'arn:aws:s3:::saves/theirs' };
    expect(refusals).toMatchObject([{ service: 's3', operation: 'DeleteObjects', question: theirs }]);
    expect([xml.Deleted.Key, xml.Error.Key, xml.Error.Code]).toEqual(['mine', 'theirs', 'AccessDenied']);
    expect(asked.map(({ action }) => action)).toEqual(['s3:DeleteObject', 's3:DeleteObject']);
    s3.allows = () => true;
    expect([(await s3.send('GET', '/saves/mine')).status, (await s3.send('GET', '/saves/theirs')).status]).toEqual([
      404, 200,
    ]);
  });

  test('deletes versions, for which it asks DeleteObjectVersion', async () => {
    const s3 = new S3Harness();
    const version = (await s3.send('PUT', '/saves/x')).headers['x-amz-version-id'];
    const body = `<Delete><Object><Key>x</Key><VersionId>${version}</VersionId></Object></Delete>`;
    const { xml, asked } = await deleteMany(s3, body);
    expect([xml.Deleted.VersionId, asked[0]?.action]).toEqual([version, 's3:DeleteObjectVersion']);
  });

  test('a key under an ETag that has changed stays', async () => {
    const s3 = new S3Harness();
    const etag = (await s3.send('PUT', '/saves/x', { body: 'a' })).headers.etag ?? '';
    const body = (tag: string) =>
      `<Delete><Object><Key>x</Key><ETag>${tag.replaceAll('"', '&quot;')}</ETag></Object></Delete>`;
    expect((await deleteMany(s3, body('"other"'))).xml.Error.Code).toBe('PreconditionFailed');
    expect((await deleteMany(s3, body(etag))).xml.Deleted.Key).toBe('x');
  });

  test('keys are read as XML writes them', async () => {
    const { asked } = await deleteMany(new S3Harness(), list('a&amp;b&#13;&#x1F600;', ' x '));
    expect(asked.map(({ resource }) => resource)).toEqual(['arn:aws:s3:::saves/a&b\r😀', 'arn:aws:s3:::saves/ x ']);
  });

  test('quiet answers hold errors only', async () => {
    const s3 = new S3Harness();
    s3.allows = ({ resource }) => resource.endsWith('/a');
    const { xml } = await deleteMany(s3, list('a', 'b').replace('</Delete>', '<Quiet>true</Quiet></Delete>'));
    expect([xml.Deleted, xml.Error.Key]).toEqual([undefined, 'b']);
  });

  test.each([
    ['no document', ''],
    ['no XML', 'hello'],
    ['another root', '<Remove><Object><Key>a</Key></Object></Remove>'],
    ['cut off', '<Delete><Object><Key>a</Key>'],
    ['no key', '<Delete><Object><VersionId>1</VersionId></Object></Delete>'],
    ['an empty list', '<Delete></Delete>'],
    ['a document type', '<!DOCTYPE Delete [<!ENTITY a "b">]><Delete><Object><Key>&a;</Key></Object></Delete>'],
    ['too deep', `<Delete>${'<a>'.repeat(2000)}${'</a>'.repeat(2000)}</Delete>`],
    ['prototype names', '<Delete><__proto__><Key>a</Key></__proto__></Delete>'],
    ['more than 1000 keys', list(...Array.from({ length: 1001 }, (_, index) => `k${index}`))],
  ])('%s is MalformedXML', async (_name, body) => {
    expect(await deleteMany(new S3Harness(), body)).toMatchObject({ status: 400, code: 'MalformedXML' });
  });

  test('1000 keys are taken', async () => {
    const { xml } = await deleteMany(new S3Harness(), list(...Array.from({ length: 1000 }, (_, index) => `k${index}`)));
    expect(xml.Deleted).toHaveLength(1000);
  });

  test('the body must come with a digest, and the right one', async () => {
    const s3 = new S3Harness();
    expect((await deleteMany(s3, list('a'), {})).code).toBe('InvalidRequest');
    expect((await deleteMany(s3, list('a'), { 'content-md5': md5('b') })).code).toBe('BadDigest');
    expect((await deleteMany(s3, list('a'))).status).toBe(200);
  });
});
