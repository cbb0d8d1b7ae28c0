import { S3Harness } from './s3-harness';

const named = (...names: string[]) => new S3Harness(...names.map((name) => ({ name })));
// biome-ignore lint/suspicious/noExplicitAny: a test looks into it freely
const names = (xml: any): string[] => [xml.Buckets?.Bucket ?? []].flat().map(({ Name }) => Name);

describe('the buckets of an account', () => {
  test.each([
    ['', ['art', 'saves-1', 'saves-2']],
    ['?prefix=saves', ['saves-1', 'saves-2']],
    ['?prefix=none', []],
    ['?bucket-region=eu-west-1', ['art', 'saves-1', 'saves-2']],
    ['?max-buckets=10000', ['art', 'saves-1', 'saves-2']],
    ['?x-id=ListBuckets', ['art', 'saves-1', 'saves-2']],
  ])('%s', async (query, expected) => {
    const { xml, asked } = await named('saves-2', 'saves-1', 'art').send('GET', `/${query}`);
    expect(names(xml)).toEqual(expected);
    expect(asked).toMatchObject([{ action: 's3:ListAllMyBuckets', resource: '*' }]);
  });

  test('come page by page, with their regions; without any parameter at once, and without', async () => {
    const s3 = named('saves', 'art', 'logs');
    const pages: string[][] = [];
    let token: string | undefined;
    do {
      const next = token === undefined ? '' : `&continuation-token=${encodeURIComponent(token)}`;
      const { xml } = await s3.send('GET', `/?max-buckets=2${next}`);
      pages.push(names(xml));
      expect([xml.Buckets.Bucket].flat()[0].BucketRegion).toBe('eu-west-1');
      token = xml.ContinuationToken;
    } while (token !== undefined);
    expect(pages).toEqual([['art', 'logs'], ['saves']]);
    const [first] = (await s3.send('GET', '/')).xml.Buckets.Bucket;
    expect(first).toEqual({ Name: 'art', CreationDate: '2026-11-20T12:00:00.000Z' });
  });

  test('are those of the caller’s account alone', async () => {
    const s3 = new S3Harness({ name: 'mine' }, { name: 'theirs', account: '999988887777' });
    expect(names((await s3.send('GET', '/')).xml)).toEqual(['mine']);
  });

  test.each([
    ['max-buckets=0', 'max-buckets=1'],
    ['max-buckets=10001', 'max-buckets=10000'],
    ['max-buckets=-1', 'max-buckets='],
    ['max-buckets=x', 'max-buckets=2'],
    ['continuation-token=', 'max-buckets=2'],
    ['continuation-token=x', 'max-buckets=2'],
    ['bucket-region=eu-west-2', 'bucket-region=eu-west-1'],
  ])('%s is refused, %s is not', async (refused, taken) => {
    const s3 = named('saves');
    expect(await s3.send('GET', `/?${refused}`)).toMatchObject({ status: 400, code: 'InvalidArgument' });
    expect((await s3.send('GET', `/?${taken}`)).status).toBe(200);
  });

  test('are nobody’s who has no account, and only told to who may', async () => {
    const s3 = named('saves');
    s3.allows = ({ action }) => action !== 's3:ListAllMyBuckets';
    expect((await s3.send('GET', '/')).code).toBe('AccessDenied');
    s3.allows = ({ action }) => action === 's3:ListAllMyBuckets';
    expect((await s3.send('GET', '/')).status).toBe(200);
    s3.signed = false;
    expect((await s3.send('GET', '/')).code).toBe('AccessDenied');
  });
});

const at = (location: string) =>
  `<CreateBucketConfiguration><LocationConstraint>${location}</LocationConstraint></CreateBucketConfiguration>`;

describe('a bucket that is asked for', () => {
  test.each<readonly [region: string, bucket: string, body: string, status: number, code: string | undefined]>([
    ['eu-west-1', 'saves', at('eu-west-1'), 409, 'BucketAlreadyOwnedByYou'],
    ['eu-west-1', 'saves', at('EU'), 409, 'BucketAlreadyOwnedByYou'],
    ['us-east-1', 'saves', '', 200, undefined],
    ['us-east-1', 'saves', at('us-east-1'), 400, 'InvalidLocationConstraint'],
    ['eu-west-1', 'saves', at('nowhere'), 400, 'InvalidLocationConstraint'],
    ['eu-west-1', 'saves', '', 400, 'IllegalLocationConstraintException'],
    ['eu-west-1', 'saves', at('eu-west-2'), 400, 'IllegalLocationConstraintException'],
    ['eu-west-1', 'theirs', at('eu-west-1'), 409, 'BucketAlreadyExists'],
    ['eu-west-1', 'New_Saves', at('eu-west-1'), 400, 'InvalidBucketName'],
    ['eu-west-1', 'fresh', at('eu-west-1'), 501, 'NotImplemented'],
    ['us-east-1', 'fresh', at('eu-west-2'), 501, 'NotImplemented'],
    ['us-east-1', 'fresh', '', 501, 'NotImplemented'],
    ['eu-west-1', 'saves', '<Other/>', 400, 'MalformedXML'],
  ])('in %s, %s, by %j', async (region, bucket, body, status, code) => {
    const s3 = new S3Harness({ name: 'saves' }, { name: 'theirs', account: '999988887777' });
    s3.region = region;
    const answer = await s3.send('PUT', `/${bucket}`, { body });
    expect(answer).toMatchObject({ status, code });
    if (status === 200) expect(answer.headers.location).toBe('/saves');
    s3.allows = ({ action }) => action !== 's3:CreateBucket';
    if (code !== 'MalformedXML') expect((await s3.send('PUT', `/${bucket}`, { body })).code).toBe('AccessDenied');
  });

  test.each<readonly [headers: Record<string, string>, body: string, further: string[]]>([
    [{}, '', []],
    [{ 'x-amz-acl': 'private' }, '', []],
    [{ 'x-amz-acl': 'public-read' }, '', ['s3:PutBucketAcl']],
    [{ 'x-amz-grant-read': 'id=1' }, '', ['s3:PutBucketAcl']],
    [{ 'x-amz-object-ownership': 'ObjectWriter' }, '', ['s3:PutBucketOwnershipControls']],
    [
      { 'x-amz-bucket-object-lock-enabled': 'True' },
      '',
      ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'],
    ],
    [
      {},
      '<CreateBucketConfiguration><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></CreateBucketConfiguration>',
      ['s3:TagResource'],
    ],
  ])('%j %s needs more', async (headers, body, further) => {
    const s3 = named('saves');
    s3.region = 'us-east-1';
    const { asked, status } = await s3.send('PUT', '/saves', { headers, body });
    expect([status, asked.map(({ action }) => action)]).toEqual([200, ['s3:CreateBucket', ...further]]);
    for (const missing of further) {
      s3.allows = ({ action }) => action !== missing;
      expect((await s3.send('PUT', '/saves', { headers, body })).code).toBe('AccessDenied');
    }
  });

  test('is never anonymous’s', async () => {
    const s3 = named('saves');
    s3.signed = false;
    expect((await s3.send('PUT', '/saves', { body: at('eu-west-1') })).code).toBe('AccessDenied');
  });
});
