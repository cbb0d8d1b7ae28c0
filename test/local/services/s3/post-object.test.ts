import { formSignature, isPostForm } from '../../../../local/services/s3/post-form/form-signature';
import { httpRequest, S3Harness, type Sent } from './s3-harness';

const boundary = '----WebKitFormBoundary7MA4';

/** A form as a browser sends it; the fields in order, the file last. */
function form(fields: Record<string, string>, file = 'hello', filename = 'C:\\pictures\\hero.png'): Sent {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const last = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: image/png\r\n\r\n${file}\r\n--${boundary}--\r\n`;
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body: parts.join('') + last };
}

const conditions: unknown[] = [
  { bucket: 'saves' },
  ['starts-with', '$key', 'public/'],
  ['starts-with', '$Content-Type', 'image/'],
  ['content-length-range', 1, 10],
  { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
  ['starts-with', '$x-amz-credential', ''],
  ['starts-with', '$x-amz-date', ''],
];

const policy = (extra: unknown[] = [], expiration = '2026-11-20T13:00:00Z') =>
  Buffer.from(JSON.stringify({ expiration, conditions: [...conditions, ...extra] })).toString('base64');

const fields = (changes: Record<string, string> = {}): Record<string, string> => ({
  key: 'public/${filename}',
  'Content-Type': 'image/png',
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': 'ASIAEXAMPLE/20261120/eu-west-1/s3/aws4_request',
  'X-Amz-Date': '20261120T120000Z',
  Policy: policy(),
  'X-Amz-Signature': 'a'.repeat(64),
  ...changes,
});

const post = (s3: S3Harness, sent: Sent) => s3.send('POST', '/saves', sent);

describe('an upload form', () => {
  test('stores the file under its key, and is judged as PutObject', async () => {
    const s3 = new S3Harness();
    const { status, asked } = await post(s3, form(fields()));
    expect([status, asked[0]?.action, asked[0]?.resource]).toEqual([
      204,
      's3:PutObject',
      'arn:aws:s3:::saves/public/hero.png',
    ]);
    expect(await s3.send('GET', '/saves/public/hero.png')).toMatchObject({
      text: 'hello',
      headers: { 'content-type': 'image/png' },
    });
  });

  test('gives an object metadata of any text, but under names of headers only', async () => {
    const s3 = new S3Harness();
    const named = (name: string) =>
      form(fields({ Policy: policy([['starts-with', `$${name}`, '']]), [name]: '\u65e5\r\nx: y' }));
    expect((await post(s3, named('x-amz-meta-hero'))).status).toBe(204);
    const { headers } = await s3.send('GET', '/saves/public/hero.png');
    expect(headers['x-amz-meta-hero']).toBe(`=?UTF-8?B?${Buffer.from('\u65e5\r\nx: y').toString('base64')}?=`);
    for (const name of ['x-amz-meta-h\u00e9ros', 'x-amz-meta-the hero']) {
      expect(await post(s3, named(name))).toMatchObject({ status: 400, code: 'InvalidArgument' });
    }
  });

  test('is refused by IAM like any other write', async () => {
    const s3 = new S3Harness();
    s3.allows = ({ action }) => action !== 's3:PutObject';
    expect((await post(s3, form(fields()))).status).toBe(403);
  });

  test.each<[string, Record<string, string>, string]>([
    ['another key', { key: 'private/x' }, 'AccessDenied'],
    ['another type', { 'Content-Type': 'text/html' }, 'AccessDenied'],
    ['an extra field', { 'x-amz-meta-hero': 'Ada' }, 'AccessDenied'],
    ['an expired policy', { Policy: policy([], '2026-11-20T12:00:00Z') }, 'AccessDenied'],
    ['a policy for another bucket', { Policy: policy([{ bucket: 'other' }]) }, 'AccessDenied'],
    ['a policy that is no JSON', { Policy: 'e30x' }, 'InvalidPolicyDocument'],
    ['an unknown condition', { Policy: policy([['ends-with', '$key', 'x']]) }, 'InvalidPolicyDocument'],
    ['no key', { key: '' }, 'InvalidArgument'],
  ])('%s is refused', async (_name, changes, code) => {
    const s3 = new S3Harness();
    expect(await post(s3, form(fields(changes)))).toMatchObject({ code });
    expect((await post(s3, form(fields()))).status).toBe(204);
  });

  test('a field that the policy covers, or that is to be ignored, is taken', async () => {
    const s3 = new S3Harness();
    const meta = fields({
      'x-amz-meta-hero': 'Ada',
      'x-ignore-me': '1',
      Policy: policy([{ 'x-amz-meta-hero': 'Ada' }]),
    });
    expect((await post(s3, form(meta))).status).toBe(204);
    expect((await s3.send('GET', '/saves/public/hero.png')).headers['x-amz-meta-hero']).toBe('Ada');
  });

  test('a file is held to the size that the policy allows', async () => {
    const s3 = new S3Harness();
    expect((await post(s3, form(fields(), 'x'.repeat(11)))).code).toBe('EntityTooLarge');
    expect((await post(s3, form(fields(), ''))).code).toBe('EntityTooSmall');
    expect((await post(s3, form(fields(), 'x'.repeat(10)))).status).toBe(204);
  });

  test('a policy counts only if its signer is the caller whose signature was verified', async () => {
    const s3 = new S3Harness();
    s3.signed = false;
    expect((await post(s3, form(fields()))).code).toBe('AccessDenied');
    s3.signed = true;
    const other = fields({ 'X-Amz-Credential': 'ASIAOTHER/20261120/eu-west-1/s3/aws4_request' });
    expect((await post(s3, form(other))).code).toBe('AccessDenied');
  });

  test('without a policy it is an anonymous upload', async () => {
    const s3 = new S3Harness();
    s3.signed = false;
    expect((await post(s3, form({ key: 'x' }))).status).toBe(204);
    expect(
      formSignature(httpRequest('POST', '/saves', form({ key: 'x' }).headers, form({ key: 'x' }).body)),
    ).toBeUndefined();
  });

  test('it answers as the form asks', async () => {
    const answer = async (name: string, value: string) => {
      const changes = { [name]: value, Policy: policy([['starts-with', `$${name}`, '']]) };
      return post(new S3Harness(), form(fields(changes)));
    };
    expect((await answer('success_action_status', '201')).xml).toMatchObject({
      Bucket: 'saves',
      Key: 'public/hero.png',
    });
    expect((await answer('success_action_status', '200')).status).toBe(200);
    const redirected = await answer('success_action_redirect', 'https://play.example.com/done?a=1');
    expect([redirected.status, redirected.headers.location]).toEqual([
      303,
      'https://play.example.com/done?a=1&bucket=saves&key=public%2Fhero.png&etag=%225d41402abc4b2a76b9719d911017c592%22',
    ]);
  });

  test('its signature is read for whoever verifies it', () => {
    const sent = form(fields());
    const request = httpRequest('POST', '/saves', sent.headers, sent.body);
    expect(isPostForm(request)).toBe(true);
    expect(formSignature(request)).toMatchObject({
      stringToSign: policy(),
      parts: { accessKeyId: 'ASIAEXAMPLE', scopeDate: '20261120', service: 's3', signature: 'a'.repeat(64) },
    });
    expect(isPostForm(httpRequest('POST', '/saves?delete', sent.headers))).toBe(false);
    expect(isPostForm(httpRequest('POST', '/saves/x', sent.headers))).toBe(false);
    expect(isPostForm(httpRequest('POST', '/saves', { 'content-type': 'application/xml' }))).toBe(false);
  });

  test.each<[string, Sent, string]>([
    ['another type', { headers: { 'content-type': 'text/plain' }, body: 'x' }, 'PreconditionFailed'],
    ['no boundary', { headers: { 'content-type': 'multipart/form-data' }, body: 'x' }, 'PreconditionFailed'],
    ['no form', { ...form({}), body: 'x' }, 'MalformedPOSTRequest'],
    [
      'a form that is cut off',
      { ...form(fields()), body: String(form(fields()).body).slice(0, -10) },
      'MalformedPOSTRequest',
    ],
    [
      'no file',
      {
        ...form({}),
        body: `--${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nx\r\n--${boundary}--\r\n`,
      },
      'IncorrectNumberOfFilesInPostRequest',
    ],
    [
      'fields of more than 20 KB',
      form({ key: 'x', 'x-amz-meta-a': 'x'.repeat(21_000) }),
      'MaxPostPreDataLengthExceededError',
    ],
  ])('%s is refused', async (_name, sent, code) => {
    expect((await post(new S3Harness(), sent)).code).toBe(code);
  });
});
