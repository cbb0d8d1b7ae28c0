import { awsFetch } from '../../../local/shared/aws-fetch';

/** What went over the wire. */
async function sent(input: string | Request, init?: RequestInit) {
  const requests: Request[] = [];
  const wire: typeof fetch = async (url, rest) => {
    requests.push(new Request(url, rest));
    return new Response();
  };
  await awsFetch('http://127.0.0.1:4510', wire)(input, init);
  const [request] = requests;
  if (request === undefined) throw new Error('nothing was sent');
  const { url, method } = request;
  return { url, method, headers: Object.fromEntries(request.headers), body: await request.text() };
}

const object = 'https://files.s3.eu-west-1.amazonaws.com/private/a%3Ab/x?versionId=1';

test('a call to AWS goes to the local cloud and says whom it was meant for', async () => {
  const { url, method, headers, body } = await sent(object, {
    method: 'PUT',
    body: 'x',
    headers: { 'X-Amz-Date': 'd' },
  });
  expect(url).toBe('http://127.0.0.1:4510/private/a%3Ab/x?versionId=1');
  expect(headers).toMatchObject({ 'x-forwarded-host': 'files.s3.eu-west-1.amazonaws.com', 'x-amz-date': 'd' });
  expect([method, body]).toEqual(['PUT', 'x']);
});

test('a whole request is sent with its method, headers and body', async () => {
  const { url, method, headers, body } = await sent(
    new Request(object, { method: 'POST', body: 'x', headers: { authorization: 'AWS4-HMAC-SHA256' } }),
  );
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4510\//);
  expect(headers).toMatchObject({ 'x-forwarded-host': expect.any(String), authorization: 'AWS4-HMAC-SHA256' });
  expect([method, body]).toEqual(['POST', 'x']);
});

test.each([
  'https://sts.amazonaws.com/',
  'https://cognito-identity.cn-north-1.amazonaws.com.cn/',
  'https://lambda.eu-west-1.api.aws/',
])('%s is AWS', async (url) => {
  expect((await sent(url)).url).toBe('http://127.0.0.1:4510/');
});

test.each(['https://amazonaws.com.evil.example/', 'https://notamazonaws.com/', 'https://players.example/a?b'])(
  '%s is not AWS, and is fetched as it is',
  async (url) => {
    expect(await sent(url)).toMatchObject({ url, headers: {} });
  },
);
