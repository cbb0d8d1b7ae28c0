import { S3Harness } from './s3-harness';

const idOf = (answer: { headers: Readonly<Record<string, string>> }) => answer.headers['x-amz-version-id'] ?? '';

describe('a versioned bucket', () => {
  test('keeps what is overwritten', async () => {
    const s3 = new S3Harness();
    const first = idOf(await s3.send('PUT', '/saves/x', { body: 'one' }));
    await s3.send('PUT', '/saves/x', { body: 'two' });
    expect((await s3.send('GET', '/saves/x')).text).toBe('two');
    expect((await s3.send('GET', `/saves/x?versionId=${first}`)).text).toBe('one');
  });

  test('hides a deleted object behind a marker, whose removal brings it back', async () => {
    const s3 = new S3Harness();
    const version = idOf(await s3.send('PUT', '/saves/x', { body: 'one' }));
    const deleted = await s3.send('DELETE', '/saves/x');
    expect(deleted).toMatchObject({ status: 204, headers: { 'x-amz-delete-marker': 'true' } });
    expect(await s3.send('GET', '/saves/x')).toMatchObject({
      status: 404,
      code: 'NoSuchKey',
      headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': idOf(deleted) },
    });
    expect((await s3.send('GET', `/saves/x?versionId=${version}`)).text).toBe('one');
    expect((await s3.send('DELETE', `/saves/x?versionId=${idOf(deleted)}`)).headers['x-amz-delete-marker']).toBe(
      'true',
    );
    expect((await s3.send('GET', '/saves/x')).text).toBe('one');
  });

  test('a delete marker has nothing to read: MethodNotAllowed', async () => {
    const s3 = new S3Harness();
    const marker = idOf(await s3.send('DELETE', '/saves/x'));
    const answer = await s3.send('GET', `/saves/x?versionId=${marker}`);
    expect(answer).toMatchObject({
      status: 405,
      code: 'MethodNotAllowed',
      headers: { allow: 'DELETE', 'x-amz-delete-marker': 'true' },
    });
  });

  test('a version that is deleted is gone', async () => {
    const s3 = new S3Harness();
    const version = idOf(await s3.send('PUT', '/saves/x', { body: 'one' }));
    expect((await s3.send('DELETE', `/saves/x?versionId=${version}`)).status).toBe(204);
    expect(await s3.send('GET', `/saves/x?versionId=${version}`)).toMatchObject({ status: 404, code: 'NoSuchVersion' });
    expect((await s3.send('GET', '/saves?versions')).xml.Version).toBeUndefined();
  });

  test.each(['', 'nonsense'])('the version ID "%s" is refused', async (id) => {
    const s3 = new S3Harness();
    await s3.send('PUT', '/saves/x');
    expect((await s3.send('GET', `/saves/x?versionId=${id}`)).code).toBe('InvalidArgument');
  });

  test('asks for the actions on versions where a version is named', async () => {
    const s3 = new S3Harness();
    const version = idOf(await s3.send('PUT', '/saves/x'));
    const actions = async (method: string, path: string) =>
      (await s3.send(method, path)).asked.map(({ action }) => action);
    expect(await actions('GET', '/saves/x')).toEqual(['s3:GetObject']);
    expect(await actions('GET', `/saves/x?versionId=${version}`)).toEqual(['s3:GetObjectVersion']);
    expect(await actions('HEAD', `/saves/x?versionId=${version}`)).toEqual(['s3:GetObjectVersion']);
    expect(await actions('DELETE', '/saves/x')).toEqual(['s3:DeleteObject']);
    expect(await actions('DELETE', `/saves/x?versionId=${version}`)).toEqual(['s3:DeleteObjectVersion']);
  });
});

describe('a bucket without versioning', () => {
  test('forgets what is overwritten and deleted, and names no versions', async () => {
    const s3 = new S3Harness({ versioning: 'Off' });
    expect(idOf(await s3.send('PUT', '/saves/x', { body: 'one' }))).toBe('');
    await s3.send('PUT', '/saves/x', { body: 'two' });
    expect((await s3.send('GET', '/saves?versions')).xml.Version).toMatchObject({ VersionId: 'null', Size: '3' });
    expect((await s3.send('DELETE', '/saves/x')).headers['x-amz-delete-marker']).toBeUndefined();
    expect((await s3.send('GET', '/saves/x')).status).toBe(404);
    expect((await s3.send('DELETE', '/saves/x')).status).toBe(204);
  });
});

describe('a bucket with versioning suspended', () => {
  test('writes and deletes the null version only', async () => {
    const s3 = new S3Harness({ versioning: 'Suspended' });
    expect(idOf(await s3.send('PUT', '/saves/x', { body: 'one' }))).toBe('null');
    await s3.send('PUT', '/saves/x', { body: 'two' });
    expect((await s3.send('GET', '/saves/x?versionId=null')).text).toBe('two');
    await s3.send('DELETE', '/saves/x');
    const { Version, DeleteMarker } = (await s3.send('GET', '/saves?versions')).xml;
    expect([Version, DeleteMarker.VersionId]).toEqual([undefined, 'null']);
  });
});
