import { S3Harness } from './s3-harness';

const key = '/saves/private/eu-west-1:ada/slot.sav';

describe('objects', () => {
  test('an object comes back as it was put, with its headers and metadata', async () => {
    const s3 = new S3Harness();
    const headers = {
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'x-amz-meta-hero': 'Ada',
      'content-encoding': 'aws-chunked,gzip',
    };
    const put = await s3.send('PUT', key, { body: 'hello', headers });
    expect(put).toMatchObject({ status: 200, headers: { etag: '"5d41402abc4b2a76b9719d911017c592"' } });
    const got = await s3.send('GET', key);
    expect(got).toMatchObject({ status: 200, text: 'hello' });
    expect(got.headers).toMatchObject({
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'content-encoding': 'gzip',
      'x-amz-meta-hero': 'Ada',
      'content-length': '5',
      'last-modified': 'Fri, 20 Nov 2026 12:00:00 GMT',
      'x-amz-version-id': put.headers['x-amz-version-id'],
    });
  });

  test('HEAD says what GET says, without the body', async () => {
    const s3 = new S3Harness();
    await s3.send('PUT', key, { body: 'hello' });
    const { 'content-length': length, ...headers } = (await s3.send('HEAD', key)).headers;
    expect(length).toBe('5');
    expect((await s3.send('GET', key)).headers).toMatchObject(headers);
    expect((await s3.send('HEAD', key)).text).toBe('');
  });

  test('a key is taken literally: dots, double slashes, plus signs and spaces are part of it', async () => {
    const s3 = new S3Harness();
    for (const [path, name] of [
      ['/saves/private/ada/../bob/x', 'private/ada/../bob/x'],
      ['/saves//a//b', '/a//b'],
      ['/saves/a+b%20c%2Bd', 'a+b c+d'],
      ['/saves/%C3%BC/%F0%9F%98%80', 'ü/😀'],
    ] as const) {
      const { asked } = await s3.send('PUT', path, { body: name });
      expect(asked[0]?.resource).toBe(`arn:aws:s3:::saves/${name}`);
      expect((await s3.send('GET', path)).text).toBe(name);
    }
  });

  test('a key of 1024 bytes is taken, and a longer one refused', async () => {
    const s3 = new S3Harness();
    expect((await s3.send('PUT', `/saves/${'ü'.repeat(512)}`)).status).toBe(200);
    expect(await s3.send('PUT', `/saves/${'ü'.repeat(512)}x`)).toMatchObject({ status: 400, code: 'KeyTooLongError' });
    expect(await s3.send('GET', '/saves/%ff')).toMatchObject({ status: 400, code: 'InvalidURI' });
  });

  test.each([
    ['bucket.localhost', 'saves.localhost:4500', '/a/b'],
    ['bucket.s3.localhost', 'saves.s3.localhost:4500', '/a/b'],
    ['bucket.s3.region.localhost', 'saves.s3.eu-west-1.localhost', '/a/b'],
    ['bucket.s3.region.amazonaws.com', 'saves.s3.eu-west-1.amazonaws.com', '/a/b'],
    ['s3.region.amazonaws.com, path style', 's3.eu-west-1.amazonaws.com', '/saves/a/b'],
    ['localhost, path style', 'localhost:4500', '/saves/a/b'],
  ])('the host %s finds the object', async (_name, host, path) => {
    const s3 = new S3Harness();
    await s3.send('PUT', '/saves/a/b', { body: 'found' });
    expect((await s3.send('GET', path, { headers: { host } })).text).toBe('found');
  });

  test('metadata of 2 KB is taken, and more refused', async () => {
    const s3 = new S3Harness();
    const headers = (size: number) => ({ 'x-amz-meta-a': 'x'.repeat(size - 1) });
    expect((await s3.send('PUT', key, { headers: headers(2048) })).status).toBe(200);
    expect((await s3.send('PUT', key, { headers: headers(2049) })).code).toBe('MetadataTooLarge');
  });

  test('a signed caller may choose headers of the answer, an anonymous one may not', async () => {
    const s3 = new S3Harness();
    await s3.send('PUT', key, { body: 'x' });
    const url = `${key}?response-content-type=image/png&response-cache-control=no-cache`;
    expect((await s3.send('GET', url)).headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-cache',
    });
    expect((await s3.send('GET', `${key}?response-expires=a%0D%0Ab`)).code).toBe('InvalidArgument');
    s3.signed = false;
    expect((await s3.send('GET', url)).code).toBe('InvalidRequest');
  });

  test('an ACL is refused, but the one that changes nothing is taken', async () => {
    const s3 = new S3Harness();
    const acl = (value: string) => s3.send('PUT', key, { headers: { 'x-amz-acl': value } });
    expect(await acl('public-read')).toMatchObject({ status: 400, code: 'AccessControlListNotSupported' });
    expect((await acl('bucket-owner-full-control')).status).toBe(200);
  });

  test.each([
    ['x-amz-server-side-encryption', 'aws:kms', 'AES256', 'NotImplemented'],
    ['x-amz-server-side-encryption', 'rot13', 'AES256', 'InvalidArgument'],
    ['x-amz-storage-class', 'CLOUD', 'STANDARD_IA', 'InvalidArgument'],
    ['x-amz-tagging', 'a=1&a=2', 'a=1&b=2', 'InvalidArgument'],
  ])('%s: %s is refused where %s is taken', async (name, refused, taken, code) => {
    const s3 = new S3Harness();
    expect((await s3.send('PUT', key, { headers: { [name]: refused } })).code).toBe(code);
    expect((await s3.send('PUT', key, { headers: { [name]: taken } })).status).toBe(200);
  });

  test('the key that AWS manages is taken where the bucket has it, and told of', async () => {
    const managed = new S3Harness({ encryption: { algorithm: 'aws:kms', bucketKey: false } });
    const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    expect((await managed.send('PUT', key, { headers })).status).toBe(200);
    const own = { ...headers, 'x-amz-server-side-encryption-aws-kms-key-id': 'own' };
    expect((await managed.send('PUT', key, { headers: own })).code).toBe('NotImplemented');
    for (const [s3, algorithm] of [
      [managed, 'aws:kms'],
      [new S3Harness(), 'AES256'],
    ] as const) {
      const { xml, asked } = await s3.send('GET', '/saves?encryption');
      expect(xml.Rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm).toBe(algorithm);
      expect(asked).toMatchObject([{ action: 's3:GetEncryptionConfiguration', resource: 'arn:aws:s3:::saves' }]);
      s3.allows = () => false;
      expect((await s3.send('GET', '/saves?encryption')).code).toBe('AccessDenied');
    }
  });

  test('a bucket that is not there is NoSuchBucket to everybody; one of another owner is refused', async () => {
    const s3 = new S3Harness();
    s3.allows = () => false;
    expect(await s3.send('GET', '/unknown/x')).toMatchObject({ status: 404, code: 'NoSuchBucket' });
    s3.allows = () => true;
    const owner = (id: string) => s3.send('PUT', key, { headers: { 'x-amz-expected-bucket-owner': id } });
    expect((await owner('999999999999')).status).toBe(403);
    expect((await owner('111122223333')).status).toBe(200);
  });

  test('a presigned URL carries its headers as parameters, to IAM too', async () => {
    const s3 = new S3Harness();
    const { asked } = await s3.send('PUT', `${key}?X-Amz-Signature=ab&x-amz-meta-hero=Ada&x-amz-tagging=a%3D1`);
    expect(asked.map(({ action }) => action)).toEqual(['s3:PutObject', 's3:PutObjectTagging']);
    expect((await s3.send('GET', key)).headers['x-amz-meta-hero']).toBe('Ada');
    await s3.send('PUT', `${key}?x-amz-meta-hero=Eve`);
    expect((await s3.send('GET', key)).headers['x-amz-meta-hero']).toBeUndefined();
  });
});
