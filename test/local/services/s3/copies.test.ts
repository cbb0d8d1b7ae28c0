import { S3Harness } from './s3-harness';

async function withSource(headers: Record<string, string> = {}): Promise<S3Harness> {
  const s3 = new S3Harness({ name: 'saves' }, { name: 'backup' });
  await s3.send('PUT', '/saves/from+1', { body: 'hello', headers: { 'x-amz-meta-hero': 'Ada', ...headers } });
  return s3;
}

const copy = (s3: S3Harness, headers: Record<string, string> = {}, to = '/backup/to') =>
  s3.send('PUT', to, { headers: { 'x-amz-copy-source': '/saves/from%2B1', ...headers } });

describe('CopyObject', () => {
  test('reads one object and writes another, and asks for both', async () => {
    const s3 = await withSource();
    const { status, asked, xml } = await copy(s3);
    expect([status, xml.ETag]).toEqual([200, '"5d41402abc4b2a76b9719d911017c592"']);
    expect(asked.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      's3:GetObject arn:aws:s3:::saves/from+1',
      's3:PutObject arn:aws:s3:::backup/to',
    ]);
    expect(asked[1]?.context?.get('s3:x-amz-copy-source')).toBe('saves/from+1');
    expect(await s3.send('GET', '/backup/to')).toMatchObject({ text: 'hello', headers: { 'x-amz-meta-hero': 'Ada' } });
  });

  test.each(['s3:GetObject', 's3:PutObject'])('is refused without %s', async (action) => {
    const s3 = await withSource();
    s3.allows = (question) => question.action !== action;
    expect((await copy(s3)).status).toBe(403);
    s3.allows = () => true;
    expect((await copy(s3)).status).toBe(200);
  });

  test('takes tags along, and asks for them on both sides, unless they are replaced', async () => {
    const s3 = await withSource({ 'x-amz-tagging': 'team=red' });
    const tagActions = async (headers?: Record<string, string>) =>
      (await copy(s3, headers)).asked.map(({ action }) => action).filter((action) => action.includes('Tagging'));
    expect(await tagActions()).toEqual(['s3:GetObjectTagging', 's3:PutObjectTagging']);
    expect((await s3.send('GET', '/backup/to')).headers['x-amz-tagging-count']).toBe('1');
    expect(await tagActions({ 'x-amz-tagging-directive': 'REPLACE' })).toEqual([]);
    expect((await s3.send('GET', '/backup/to')).headers['x-amz-tagging-count']).toBeUndefined();
  });

  test('reads a version where one is named', async () => {
    const s3 = await withSource();
    const old = (await s3.send('HEAD', '/saves/from%2B1')).headers['x-amz-version-id'];
    await s3.send('PUT', '/saves/from%2B1', { body: 'newer' });
    const answer = await copy(s3, { 'x-amz-copy-source': `saves/from%2B1?versionId=${old}` });
    expect([answer.asked[0]?.action, answer.headers['x-amz-copy-source-version-id']]).toEqual([
      's3:GetObjectVersion',
      old,
    ]);
    expect((await s3.send('GET', '/backup/to')).text).toBe('hello');
  });

  test('replaces metadata when told to', async () => {
    const s3 = await withSource();
    await copy(s3, { 'x-amz-metadata-directive': 'REPLACE', 'x-amz-meta-hero': 'Eve', 'content-type': 'text/plain' });
    expect((await s3.send('GET', '/backup/to')).headers).toMatchObject({
      'x-amz-meta-hero': 'Eve',
      'content-type': 'text/plain',
    });
    expect((await copy(s3, { 'x-amz-metadata-directive': 'MERGE' })).code).toBe('InvalidArgument');
  });

  test('of an object onto itself must change something', async () => {
    const s3 = await withSource();
    expect((await copy(s3, {}, '/saves/from%2B1')).code).toBe('InvalidRequest');
    expect((await copy(s3, { 'x-amz-metadata-directive': 'REPLACE' }, '/saves/from%2B1')).status).toBe(200);
  });

  test.each(['saves', '/', 'saves/', '', 'saves/x?versionId='])('the source "%s" is refused', async (source) => {
    expect((await copy(await withSource(), { 'x-amz-copy-source': source })).code).toBe('InvalidArgument');
  });

  test('a condition on the source that fails is PreconditionFailed', async () => {
    const s3 = await withSource();
    const etag = '"5d41402abc4b2a76b9719d911017c592"';
    expect((await copy(s3, { 'x-amz-copy-source-if-match': '"other"' })).status).toBe(412);
    expect((await copy(s3, { 'x-amz-copy-source-if-none-match': etag })).status).toBe(412);
    expect((await copy(s3, { 'x-amz-copy-source-if-match': etag })).status).toBe(200);
  });

  test('a missing source is 404, or 403 to whoever may not list', async () => {
    const s3 = await withSource();
    expect((await copy(s3, { 'x-amz-copy-source': 'saves/none' })).code).toBe('NoSuchKey');
    s3.allows = ({ action }) => action !== 's3:ListBucket';
    expect((await copy(s3, { 'x-amz-copy-source': 'saves/none' })).code).toBe('AccessDenied');
  });
});
