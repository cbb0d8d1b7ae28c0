import { S3Harness } from './s3-harness';

describe('a refused call', () => {
  test.each([
    ['PUT', '/saves/x', 's3:PutObject', 200],
    ['GET', '/saves/x', 's3:GetObject', 200],
    ['HEAD', '/saves/x', 's3:GetObject', 200],
    ['DELETE', '/saves/x', 's3:DeleteObject', 204],
    ['GET', '/saves?list-type=2', 's3:ListBucket', 200],
    ['GET', '/saves', 's3:ListBucket', 200],
    ['HEAD', '/saves', 's3:ListBucket', 200],
    ['GET', '/saves?versions', 's3:ListBucketVersions', 200],
    ['GET', '/saves?uploads', 's3:ListBucketMultipartUploads', 200],
    ['GET', '/saves?location', 's3:GetBucketLocation', 200],
    ['POST', '/saves/x?uploads', 's3:PutObject', 200],
  ])('%s %s needs %s', async (method, path, action, status) => {
    const s3 = new S3Harness();
    await s3.send('PUT', '/saves/x', { body: 'hello' });
    s3.allows = (question) => question.action !== action;
    expect(await s3.send(method, path)).toMatchObject({ status: 403, refusals: [{ question: { action } }] });
    s3.allows = (question) => question.action === action;
    expect(await s3.send(method, path)).toMatchObject({ status, refusals: [] });
  });

  test('changes nothing', async () => {
    const s3 = new S3Harness();
    await s3.send('PUT', '/saves/x', { body: 'before' });
    s3.allows = ({ action }) => action === 's3:GetObject';
    await s3.send('PUT', '/saves/x', { body: 'after' });
    await s3.send('DELETE', '/saves/x');
    expect((await s3.send('GET', '/saves/x')).text).toBe('before');
  });
});

describe('a missing object', () => {
  test.each(['/saves/none', `/saves/none?versionId=${'a'.repeat(32)}`])(
    '%s is 404 to whoever may list, and 403 to others',
    async (path) => {
      const s3 = new S3Harness();
      expect(await s3.send('GET', path)).toMatchObject({ status: 404, refusals: [] });
      expect((await s3.send('HEAD', path)).status).toBe(404);
      s3.allows = ({ action }) => action.startsWith('s3:GetObject');
      expect(await s3.send('GET', path)).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        refusals: [{ operation: 'GetObject', question: { action: 's3:ListBucket', resource: 'arn:aws:s3:::saves' } }],
      });
      expect((await s3.send('HEAD', path)).status).toBe(403);
    },
  );

  test('a permission to list under a prefix is not enough', async () => {
    const s3 = new S3Harness();
    s3.allows = ({ action, context }) => action !== 's3:ListBucket' || context?.get('s3:prefix') === 'private/';
    expect((await s3.send('GET', '/saves/private/none')).status).toBe(403);
    expect((await s3.send('GET', '/saves?list-type=2&prefix=private/')).status).toBe(200);
  });

  test('a deleted one looks the same to whoever may not list', async () => {
    const s3 = new S3Harness();
    await s3.send('DELETE', '/saves/x');
    s3.allows = ({ action }) => action === 's3:GetObject';
    const answer = await s3.send('GET', '/saves/x');
    expect([answer.status, answer.headers['x-amz-delete-marker']]).toEqual([403, undefined]);
  });
});

describe('what a write carries is asked about', () => {
  const cases: [Record<string, string>, string[]][] = [
    [{}, ['s3:PutObject']],
    [{ 'x-amz-acl': 'private' }, ['s3:PutObject', 's3:PutObjectAcl']],
    [{ 'x-amz-grant-read': 'id=1' }, ['s3:PutObject', 's3:PutObjectAcl']],
    [{ 'x-amz-tagging': 'a=1' }, ['s3:PutObject', 's3:PutObjectTagging']],
    [{ 'x-amz-object-lock-mode': 'GOVERNANCE' }, ['s3:PutObject', 's3:PutObjectRetention']],
    [{ 'x-amz-object-lock-legal-hold': 'ON' }, ['s3:PutObject', 's3:PutObjectLegalHold']],
  ];
  test.each(cases)('%j', async (headers, actions) => {
    const { asked } = await new S3Harness().send('PUT', '/saves/x', { headers });
    expect(asked.map(({ action }) => action)).toEqual(actions);
  });

  test('condition keys carry the headers, and an absent header leaves its key absent', async () => {
    const headers = { 'x-amz-server-side-encryption': 'AES256', 'x-amz-tagging': 'team=red', 'if-none-match': '*' };
    const [question] = (await new S3Harness().send('PUT', '/saves/x', { headers })).asked;
    const keys = Object.fromEntries(question?.context ?? []);
    expect(keys).toEqual({
      's3:x-amz-server-side-encryption': 'AES256',
      's3:tlsversion': { uncertain: ['1.2', '1.3'] },
      's3:requestobjecttagkeys': ['team'],
      's3:requestobjecttag/team': 'red',
      's3:if-none-match': '*',
      's3:objectcreationoperation': 'true',
      's3:resourceaccount': '111122223333',
      'aws:resourceaccount': '111122223333',
    });
  });

  test('a part is no creation', async () => {
    const s3 = new S3Harness();
    const [question] = (await s3.send('POST', '/saves/x?uploads')).asked;
    expect(question?.context?.get('s3:objectcreationoperation')).toBe('false');
  });

  test('reads carry the tags of the object, and count them only for whoever may read tags', async () => {
    const s3 = new S3Harness();
    await s3.send('PUT', '/saves/x', { headers: { 'x-amz-tagging': 'team=red' } });
    const read = await s3.send('GET', '/saves/x');
    expect(read.asked[0]?.context?.get('s3:existingobjecttag/team')).toBe('red');
    expect(read.headers['x-amz-tagging-count']).toBe('1');
    s3.allows = ({ action }) => action === 's3:GetObject';
    const without = await s3.send('GET', '/saves/x');
    expect(without.headers['x-amz-tagging-count']).toBeUndefined();
    // Nothing is refused: the answer says less.
    expect(without).toMatchObject({ status: 200, refusals: [] });
  });
});

describe('an operation that the store lacks', () => {
  test.each([
    ['PUT', '/saves?tagging', 's3:PutBucketTagging', 'arn:aws:s3:::saves'],
    ['PUT', '/saves?cors', 's3:PutBucketCORS', 'arn:aws:s3:::saves'],
    ['DELETE', '/saves', 's3:DeleteBucket', 'arn:aws:s3:::saves'],
    ['PUT', '/saves/x?retention', 's3:PutObjectRetention', 'arn:aws:s3:::saves/x'],
    ['GET', '/saves/x?torrent', 's3:GetObjectTorrent', 'arn:aws:s3:::saves/x'],
    ['GET', '/saves/x?torrent&versionId=1', 's3:GetObjectVersionTorrent', 'arn:aws:s3:::saves/x'],
    ['GET', '/saves/x?annotation', 's3:ListObjectAnnotations', 'arn:aws:s3:::saves/x'],
  ])('%s %s is judged as %s before it is NotImplemented', async (method, path, action, resource) => {
    const s3 = new S3Harness();
    const permitted = await s3.send(method, path);
    expect(permitted).toMatchObject({ status: 501, code: 'NotImplemented', asked: [{ action, resource }] });
    s3.allows = () => false;
    expect(await s3.send(method, path)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  test.each([
    ['POST', '/saves/x'],
    ['PATCH', '/saves/x'],
    ['DELETE', '/'],
  ])('%s %s is no operation of S3', async (method, path) => {
    expect(await new S3Harness().send(method, path)).toMatchObject({ status: 405, code: 'MethodNotAllowed' });
  });
});

describe('an access control list', () => {
  const version = 'a'.repeat(32);
  test.each<readonly [path: string, action: string, code: string]>([
    ['/saves?acl', 's3:PutBucketAcl', 'AccessControlListNotSupported'],
    ['/saves/x?acl', 's3:PutObjectAcl', 'AccessControlListNotSupported'],
    ['/saves/none?acl', 's3:PutObjectAcl', 'NoSuchKey'],
    [`/saves/x?acl&versionId=${version}`, 's3:PutObjectVersionAcl', 'NoSuchVersion'],
  ])('PUT %s needs %s, and is then %s', async (path, action, code) => {
    const s3 = new S3Harness();
    await s3.send('PUT', '/saves/x', { body: 'x' });
    const headers = { 'x-amz-acl': 'private' };
    const answer = await s3.send('PUT', path, { headers });
    expect([answer.code, answer.asked[0]?.action]).toEqual([code, action]);
    expect(answer.asked[0]?.context?.get('s3:x-amz-acl')).toBe('private');
    s3.allows = (question) => question.action !== action;
    expect((await s3.send('PUT', path, { headers })).code).toBe('AccessDenied');
  });
});
