import { localFetch, localUrl } from '../../client/local-cloud';

const endpoint = 'http://127.0.0.1:4510';
const object = 'https://files.s3.eu-west-1.amazonaws.com/private/a%3Ab/../x?versionId=1';

test.each([
  // A browser resolves `..` before it sends, to whomever.
  [object, `${endpoint}/_aws/files.s3.eu-west-1.amazonaws.com/private/x?versionId=1`],
  ['https://sts.amazonaws.com', `${endpoint}/_aws/sts.amazonaws.com/`],
  ['https://sts.amazonaws.com:443/', `${endpoint}/_aws/sts.amazonaws.com/`],
  ['https://STS.amazonaws.com/', `${endpoint}/_aws/sts.amazonaws.com/`],
  [
    'https://sts.amazonaws.com?Action=GetCallerIdentity',
    `${endpoint}/_aws/sts.amazonaws.com/?Action=GetCallerIdentity`,
  ],
  [
    'https://cognito-identity.cn-north-1.amazonaws.com.cn/',
    `${endpoint}/_aws/cognito-identity.cn-north-1.amazonaws.com.cn/`,
  ],
  ['https://lambda.eu-west-1.api.aws/', `${endpoint}/_aws/lambda.eu-west-1.api.aws/`],
])('%s is AWS', (url, local) => {
  expect(localUrl(endpoint, url)).toBe(local);
  expect(localUrl(`${endpoint}/`, url)).toBe(local);
  // As Amplify’s getUrl answers it.
  expect(localUrl(endpoint, new URL(url))).toBe(localUrl(endpoint, new URL(url).href));
  expect(localUrl(undefined, url)).toBe(url);
});

test.each([
  'https://amazonaws.com.evil.example/',
  'https://notamazonaws.com/',
  'https://amazonaws.com@evil.example/',
  'https://sts.amazonaws.com@evil.example/',
  'https://evil.example\\@sts.amazonaws.com/',
  'https://player:word@sts.amazonaws.com/',
  'https://evil.example\\.amazonaws.com/',
  'https://evil.example%2f.amazonaws.com/',
  '//sts.amazonaws.com/',
  'https://sts.amazonaws.com:8443/',
  'https://players.example/a?b=https://sts.amazonaws.com/',
  'https://game.auth.eu-west-1.amazoncognito.com/oauth2/token',
  'http://127.0.0.1:4510/',
  '/save.json',
  'blob:https://sts.amazonaws.com/1',
])('%s is not AWS', (url) => expect(localUrl(endpoint, url)).toBe(url));

/** Every way to write an address is read alike by both: what a browser sends to AWS without this, it sends to that host of it with this. */
test.each([
  'https://files.s3.eu-west-1.amazonaws.com/a/../../../_local/outputs.json',
  'https://files.s3.eu-west-1.amazonaws.com/../other-bucket/a',
  'https://files.s3.eu-west-1.amazonaws.com/%2e%2e/%2E./.%2e/_local/sign-in',
  'https://files.s3.eu-west-1.amazonaws.com\\..\\..\\_local\\outputs.json',
  'https://files.s3.eu-west-1.amazonaws.com/.',
  'https://files.s3.eu-west-1.amazonaws.com//a//b?c=/../d#/../e',
  'https://files.s3.eu-west-1.amazonaws.com/a%2F..%2Fb',
  ' https://files.s3.eu-west-1.amazonaws.com/a',
  'https://files.s3.eu-\twest-1.amazonaws.com/a\n',
  'https:/files.s3.eu-west-1.amazonaws.com/a',
  'https:\\\\files.s3.eu-west-1.amazonaws.com\\a',
  'https://files.s3.eu-west-1%2Eamazonaws.com/a',
  'https://files.s3.eu-west-1.amazonaws.com:0443/a',
  'https://ｆiles.s3.eu-west-1.amazonaws.com/a',
])('%j stays at its host', (url) => {
  const host = 'files.s3.eu-west-1.amazonaws.com';
  const meant = new URL(url);
  expect(meant.host).toBe(host);
  const local = localUrl(endpoint, url);
  const atHost = `${endpoint}/_aws/${host}`;
  // As a browser goes there.
  expect(new URL(local).href).toBe(local);
  expect(local).toBe(atHost + meant.href.slice(meant.origin.length));
  expect(localUrl(endpoint, `https://${host}/a`)).toBe(`${atHost}/a`);
});

describe('localFetch', () => {
  /** What went over the wire. */
  async function sent(input: string | URL | Request, init?: RequestInit) {
    const requests: Request[] = [];
    const wire: typeof fetch = async (url, rest) => {
      // As in Chromium over HTTP/1.1.
      if (rest?.body instanceof ReadableStream) throw new TypeError('ERR_ALPN_NEGOTIATION_FAILED');
      requests.push(new Request(url, rest));
      return new Response();
    };
    await localFetch(endpoint, wire)(input, init);
    const [request] = requests;
    if (request === undefined) throw new Error('nothing was sent');
    const { url, method, headers } = request;
    return { url, method, authorization: headers.get('authorization'), body: await request.text() };
  }

  const call = { method: 'PUT', body: 'x', headers: { authorization: 'AWS4-HMAC-SHA256' } };
  const arrived = { method: 'PUT', body: 'x', authorization: 'AWS4-HMAC-SHA256' };

  test.each([
    ['an address and its options', () => sent('https://sts.amazonaws.com/', call)],
    ['a URL and its options', () => sent(new URL('https://sts.amazonaws.com/'), call)],
    ['a whole request', () => sent(new Request('https://sts.amazonaws.com/', call))],
    ['a whole request that options change', () => sent(new Request('https://sts.amazonaws.com/'), call)],
  ])('sends %s with method, headers and body', async (_what, sending) => {
    expect(await sending()).toEqual({ url: `${endpoint}/_aws/sts.amazonaws.com/`, ...arrived });
  });

  test('fetches what is not AWS as it is', async () => {
    const url = 'https://players.example/token';
    expect(await sent(url, call)).toEqual({ url, ...arrived });
    expect(await sent(new Request(url))).toMatchObject({ url, method: 'GET' });
  });
});
