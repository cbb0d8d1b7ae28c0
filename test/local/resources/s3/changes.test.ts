import { bucket } from '../../../../local/resources/s3/bucket';
import { bucketPolicy } from '../../../../local/resources/s3/bucket-policy';
import { S3Harness } from '../../services/s3/s3-harness';
import { desired } from '../desired';

let s3: S3Harness;
const made = (properties = {}, ref = 'game-files') => desired(bucket, ref, properties);
const policy = (...statements: object[]) =>
  desired(bucketPolicy, 'game-files', {
    Bucket: 'game-files',
    PolicyDocument: { Version: '2012-10-17', Statement: statements },
  });
const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::game-files/*' };
const tlsOnly = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::game-files/*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const versioned = { VersioningConfiguration: { Status: 'Enabled' } };
const open = { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } };
const put = (body: string) => s3.send('PUT', '/game-files/save.json', { body });
const get = async () => (await s3.send('GET', '/game-files/save.json')).text;
const change = (to: object, from: object = {}) => bucket.update(made(to), made(from), s3);

beforeEach(() => {
  s3 = new S3Harness();
});

test('a bucket is there once it is created, and its name is taken', async () => {
  expect((await s3.send('HEAD', '/game-files')).status).toBe(404);
  bucket.create(made(), s3);
  expect((await s3.send('HEAD', '/game-files')).status).toBe(200);
  expect(() => bucket.create(made(), s3)).toThrow('game-files already exists (Service: S3, Status Code: 409)');
  expect(() => bucket.create(made({}, 'other-files'), s3)).not.toThrow();
});

test.each([
  [
    'CORS',
    { CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['https://game.example'], AllowedMethods: ['GET'] }] } },
  ],
  ['versioning', versioned],
  ['public access', open],
  ['what changes nothing here', { Tags: [{ Key: 'a', Value: 'b' }], LifecycleConfiguration: { Rules: [] } }],
])('a change of %s leaves objects, uploads and the policy where they are', async (_what, properties) => {
  bucket.create(made(), s3);
  bucketPolicy.create(policy(tlsOnly), s3);
  await put('kept');
  const started = await s3.send('POST', '/game-files/big.bin?uploads');
  change(properties);
  expect(await get()).toBe('kept');
  expect((await s3.send('GET', `/game-files/big.bin?uploadId=${started.xml.UploadId}`)).status).toBe(200);
  expect(s3.service.resourcePolicy?.('arn:aws:s3:::game-files/save.json')).toBeDefined();
});

test('CORS rules are those of now', async () => {
  const rule = { AllowedOrigins: ['https://game.example'], AllowedMethods: ['GET'] };
  const headers = { origin: 'https://game.example' };
  const allowed = () => s3.service.corsHeaders?.({ ...request, headers: { ...request.headers, ...headers } });
  const request = {
    requestId: 'r-1',
    method: 'GET',
    rawPath: '/game-files/save.json',
    rawQuery: '',
    query: new URLSearchParams(),
    headers: { host: '127.0.0.1:4500' },
    body: Buffer.alloc(0),
    sentTo: { scheme: 'http', host: '127.0.0.1' },
    sourceIp: '127.0.0.1',
  } as const;
  bucket.create(made(), s3);
  expect(allowed()).toEqual({});
  change({ CorsConfiguration: { CorsRules: [rule] } });
  expect(allowed()).toMatchObject({ 'access-control-allow-origin': 'https://game.example' });
  change({}, { CorsConfiguration: { CorsRules: [rule] } });
  expect(allowed()).toEqual({});
});

describe('versioning', () => {
  const versionIds = async () => {
    const { xml } = await s3.send('GET', '/game-files?versions');
    return [xml.Version].flat().map(({ VersionId }: { VersionId: string }) => VersionId === 'null');
  };

  test.each([
    ['Off to Enabled: the object that was there is the null version', {}, versioned, [false, true]],
    ['Enabled to Suspended: a new object is the null version', versioned, suspended(), [true, false]],
    ['Enabled to nothing: it is suspended, as it can never be off again', versioned, {}, [true, false]],
    ['Off to Off: one object takes the other’s place', {}, {}, [true]],
  ])('%s', async (_what, from, to, nullVersions) => {
    bucket.create(made(from), s3);
    await put('before');
    change(to, from);
    await put('after');
    expect(await versionIds()).toEqual(nullVersions);
    expect(await get()).toBe('after');
  });
});

function suspended() {
  return { VersioningConfiguration: { Status: 'Suspended' } };
}

describe('removal', () => {
  test.each([
    ['an object', {}, async () => put('1'), 'The bucket you tried to delete is not empty (Service'],
    [
      'a version behind a delete marker',
      versioned,
      async () => {
        await put('1');
        return s3.send('DELETE', '/game-files/save.json');
      },
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket. (Service',
    ],
  ])('%s holds a bucket back, which is as it was', async (_what, properties, fill, words) => {
    bucket.create(made(properties), s3);
    await fill();
    expect(() => bucket.remove(made(properties), s3)).toThrow(words);
    expect((await s3.send('HEAD', '/game-files')).status).toBe(200);
  });

  test.each([
    ['an empty bucket', async () => {}],
    ['a bucket with an unfinished upload', async () => s3.send('POST', '/game-files/big.bin?uploads')],
    [
      'a bucket that was emptied',
      async () => {
        await put('1');
        await s3.send('DELETE', '/game-files/save.json');
      },
    ],
  ])('%s is deleted, and deleting it again is no error', async (_what, fill) => {
    bucket.create(made(), s3);
    await fill();
    bucket.remove(made(), s3);
    expect((await s3.send('HEAD', '/game-files')).status).toBe(404);
    expect(() => bucket.remove(made(), s3)).not.toThrow();
    bucket.create(made(), s3);
    expect((await s3.send('GET', '/game-files?uploads')).xml.Upload).toBeUndefined();
  });
});

describe('bucket policies', () => {
  const inForce = () => s3.service.resourcePolicy?.('arn:aws:s3:::game-files/a')?.statements.length ?? 0;

  test('a policy is put, changed and taken away', () => {
    bucket.create(made(), s3);
    bucketPolicy.create(policy(tlsOnly), s3);
    expect(inForce()).toBe(1);
    bucketPolicy.update(policy(tlsOnly, { ...tlsOnly, Action: 's3:PutObject' }), policy(tlsOnly), s3);
    expect(inForce()).toBe(2);
    bucketPolicy.remove(policy(tlsOnly), s3);
    bucketPolicy.remove(policy(tlsOnly), s3);
    expect(inForce()).toBe(0);
  });

  test.each([
    ['create', () => bucketPolicy.create(policy(everybody), s3), () => bucketPolicy.create(policy(tlsOnly), s3)],
    [
      'update',
      () => bucketPolicy.update(policy(everybody), policy(tlsOnly), s3),
      () => bucketPolicy.update(policy(tlsOnly), policy(tlsOnly), s3),
    ],
  ])('BlockPublicPolicy refuses a public one at %s, and no other', (_what, refused, taken) => {
    bucket.create(made(), s3);
    expect(refused).toThrow('Access Denied (Service: S3, Status Code: 403)');
    expect(inForce()).toBe(0);
    expect(taken).not.toThrow();
  });

  test.each([
    ['blocking public policies leaves the one that is there', { BlockPublicPolicy: true }, 2],
    ['restricting public access takes its effect away, not that of the rest', { RestrictPublicBuckets: true }, 1],
  ])('%s', (_what, PublicAccessBlockConfiguration, statements) => {
    bucket.create(made(open), s3);
    bucketPolicy.create(policy(everybody, tlsOnly), s3);
    expect(inForce()).toBe(2);
    change({ PublicAccessBlockConfiguration }, open);
    expect(inForce()).toBe(statements);
    change(open, { PublicAccessBlockConfiguration });
    expect(inForce()).toBe(2);
  });

  test.each([
    ['a policy', () => bucketPolicy.create(policy(tlsOnly), s3)],
    ['a change of a policy', () => bucketPolicy.update(policy(tlsOnly), policy(tlsOnly), s3)],
    ['a change', () => change({})],
  ])('%s of a bucket that is gone is refused', (_what, act) => {
    expect(act).toThrow('The specified bucket does not exist (Service: S3, Status Code: 404)');
    bucket.create(made(), s3);
    expect(act).not.toThrow();
  });

  test('removing a policy of a bucket that is gone is no error', () => {
    expect(() => bucketPolicy.remove(policy(tlsOnly), s3)).not.toThrow();
  });
});
