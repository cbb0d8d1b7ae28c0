import { GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { S3Harness } from './s3-harness';
import { sdkClient } from './sdk-client';

const Bucket = 'saves';
const statement = {
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:PutObject'],
  Resource: [`arn:aws:s3:::${Bucket}/*`],
};
const document = { Version: '2012-10-17', Statement: [statement] };
const put = (harness: S3Harness, Policy: string) =>
  sdkClient(harness).send(new PutBucketPolicyCommand({ Bucket, Policy }));
const get = (harness: S3Harness) => sdkClient(harness).send(new GetBucketPolicyCommand({ Bucket }));

test('a policy that is put is told, and in force', async () => {
  const harness = new S3Harness({ name: Bucket });
  await expect(get(harness)).rejects.toMatchObject({ name: 'NoSuchBucketPolicy', $metadata: { httpStatusCode: 404 } });
  expect((await put(harness, JSON.stringify(document))).$metadata.httpStatusCode).toBe(204);
  expect(JSON.parse((await get(harness)).Policy ?? '')).toEqual(document);
  expect(harness.buckets.named(Bucket).policyInForce?.naming('s3:PutObject').denies).toHaveLength(1);
});

test('a second one takes the place of the first', async () => {
  const harness = new S3Harness({ name: Bucket });
  await put(harness, JSON.stringify(document));
  const other = { ...document, Statement: [{ ...statement, Action: ['s3:DeleteObject'] }] };
  await put(harness, JSON.stringify(other));
  expect(JSON.parse((await get(harness)).Policy ?? '')).toEqual(other);
});

describe('what is no policy is refused, and the one before stays', () => {
  const firstByte = "Policies must be valid JSON and the first byte must be '{'";
  test.each<[string, string, RegExp | string]>([
    ['no JSON', 'policy', firstByte],
    ['an array', '[]', firstByte],
    ['JSON that ends early', '{"Version": ', firstByte],
    ['no statement', '{"Version": "2012-10-17"}', /Statement is missing/],
    ['an element that there is not', JSON.stringify({ ...document, Statement: [{ ...statement, Who: 1 }] }), /Who/],
  ])('%s', async (_what, text, message) => {
    const harness = new S3Harness({ name: Bucket });
    await put(harness, JSON.stringify(document));
    await expect(put(harness, text)).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(JSON.parse((await get(harness)).Policy ?? '')).toEqual(document);
  });
});

test.each([
  [true, 'AccessDenied'],
  [false, undefined],
])('a policy that allows everybody, where such are blocked: %s', async (blocksPublicPolicy, refused) => {
  const harness = new S3Harness({ name: Bucket, blocksPublicPolicy });
  const asking = put(harness, JSON.stringify({ ...document, Statement: [{ ...statement, Effect: 'Allow' }] }));
  if (refused === undefined) expect((await asking).$metadata.httpStatusCode).toBe(204);
  else await expect(asking).rejects.toMatchObject({ name: refused });
});

test.each([
  ['s3:GetBucketPolicy', get],
  ['s3:PutBucketPolicy', (harness: S3Harness) => put(harness, JSON.stringify(document))],
])('%s alone is asked, and whoever has it is let through', async (action, ask) => {
  const harness = new S3Harness({ name: Bucket });
  await put(harness, JSON.stringify(document));
  harness.allows = (question) => question.action !== action;
  await expect(put(harness, 'no policy')).rejects.toMatchObject({
    name: action === 's3:PutBucketPolicy' ? 'AccessDenied' : 'MalformedPolicy',
  });
  await expect(ask(harness)).rejects.toMatchObject({ name: 'AccessDenied' });
  harness.allows = (question) => question.action === action;
  await expect(ask(harness)).resolves.toBeDefined();
});
