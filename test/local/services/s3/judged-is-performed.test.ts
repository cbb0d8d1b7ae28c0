import { createHash } from 'node:crypto';
import { S3Harness, type Sent } from './s3-harness';

const open = 's3:ExistingObjectTag/public';
const tag = `<Tagging><TagSet><Tag><Key>public</Key><Value>yes</Value></Tag></TagSet></Tagging>`;

/** An object that everybody may read while its tag says so, and nobody afterwards; what is the caller's own they may write. */
async function tagged() {
  const s3 = new S3Harness();
  const first = await s3.send('PUT', '/saves/x', { body: 'seen', headers: { 'x-amz-tagging': 'public=yes' } });
  s3.allows = ({ action, resource, context }) =>
    resource.endsWith('/own') ||
    ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'].includes(action) ||
    context?.get(open.toLowerCase()) === 'yes';
  return { s3, versionId: first.headers['x-amz-version-id'] ?? '' };
}

const etag = (text: string) => createHash('md5').update(text).digest('hex');

describe('an object that is replaced by a secret one while it is asked for', () => {
  test.each<[what: string, method: string, url: string, sent?: Sent]>([
    ['object', 'GET', '/saves/x'],
    ['object’s headers', 'HEAD', '/saves/x'],
    ['tags', 'GET', '/saves/x?tagging'],
    ['attributes', 'GET', '/saves/x?attributes', { headers: { 'x-amz-object-attributes': 'ETag,ObjectSize' } }],
    ['grants', 'GET', '/saves/x?acl'],
    ['copy', 'PUT', '/saves/own', { headers: { 'x-amz-copy-source': '/saves/x' } }],
    ['new tags', 'PUT', '/saves/x?tagging', { body: tag }],
    ['lack of tags', 'DELETE', '/saves/x?tagging'],
  ])('does not answer with its %s', async (_what, method, url, sent = {}) => {
    const { s3 } = await tagged();
    const [put, asked] = await Promise.all([
      s3.send('PUT', '/saves/x', { body: 'secret' }),
      s3.send(method, url, sent),
    ]);
    expect([put.status, asked.status]).toEqual([200, 403]);
    const control = await tagged();
    const [before] = await Promise.all([control.s3.send(method, url, sent), control.s3.send('PUT', '/saves/x')]);
    expect([200, 204]).toContain(before.status);
  });
});

describe('whether the current version has a certain ETag', () => {
  const many = (member: string) => {
    const body = `<Delete><Object><Key>x</Key>${member}</Object></Delete>`;
    return { body, headers: { 'content-md5': createHash('md5').update(body).digest('base64') } };
  };
  test.each<
    [what: string, method: string, url: (version: string) => string, sent: (tag: string, version: string) => Sent]
  >([
    ['a version', 'DELETE', (version) => `/saves/x?versionId=${version}`, (tag) => ({ headers: { 'if-match': tag } })],
    [
      'a version among others',
      'POST',
      () => '/saves?delete',
      (tag, version) => many(`<VersionId>${version}</VersionId><ETag>${tag}</ETag>`),
    ],
  ])('is not told by the deletion of %s that the caller may read', async (_what, method, url, sent) => {
    const answers: string[] = [];
    for (const tag of [etag('secret'), etag('other'), etag('seen'), '*']) {
      const { s3, versionId } = await tagged();
      await s3.send('PUT', '/saves/x', { body: 'secret' });
      const { text } = await s3.send(method, url(versionId), sent(tag, versionId));
      answers.push(text.replace(versionId, 'its ID'));
      expect((await s3.send('GET', `/saves/x?versionId=${versionId}`)).text).toBe('seen');
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('<Code>NotImplemented</Code>');
  });

  test('is a condition of deleting that version itself, for whoever may read it', async () => {
    const { s3 } = await tagged();
    expect((await s3.send('DELETE', '/saves/x', { headers: { 'if-match': etag('other') } })).code).toBe(
      'PreconditionFailed',
    );
    expect((await s3.send('DELETE', '/saves/x', { headers: { 'if-match': etag('seen') } })).status).toBe(204);
  });
});
