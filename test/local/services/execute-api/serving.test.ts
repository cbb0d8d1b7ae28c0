import { request } from 'node:http';
import { type Answered, type ApiOnHand, type Asked, apiOnHand, type Keys, type PoolPlayer } from './api-on-hand';
import { origins } from './api-template';

let api: ApiOnHand;
let adele: PoolPlayer;
let stranger: PoolPlayer;
let guest: { readonly identityId: string; readonly keys: Keys };
beforeAll(async () => {
  api = await apiOnHand();
  adele = await api.player('Players', 'adele@example.com');
  stranger = await api.player('Others', 'adele@example.com');
  guest = await api.guest();
}, 120_000);
afterAll(() => api?.cloud.stop());

const json = { 'x-run': '1', 'content-type': 'application/json' };
const score: Asked = { path: '/boards/weekly/scores', headers: json, body: '{"score":7}' };
const contextOf = ({ body }: Answered) => body.requestContext as Readonly<Record<string, unknown>>;
const forged = (claims: object, header: object = { alg: 'none' }) =>
  `${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

test('a player’s signed request reaches its function, with who they are', async () => {
  const { status, headers, body } = await api.call({ ...score, keys: adele.keys, query: { a: '1' } });
  expect(status).toBe(201);
  expect(headers.get('x-made-by')).toBe('echo');
  expect(headers.get('x-amzn-requestid')).toMatch(/^[\w-]{36}$/);
  expect(headers.get('x-amz-apigw-id')).toMatch(/=$/);
  const provider = `cognito-idp.eu-west-1.amazonaws.com/${api.output('PlayersPool')}`;
  expect(body).toMatchObject({
    resource: '/boards/{board}/scores',
    path: '/boards/weekly/scores',
    httpMethod: 'POST',
    queryStringParameters: { a: '1' },
    multiValueQueryStringParameters: { a: ['1'] },
    pathParameters: { board: 'weekly' },
    stageVariables: { color: 'red' },
    body: '{"score":7}',
    isBase64Encoded: false,
    requestContext: {
      stage: 'live',
      apiId: api.apiId,
      resourcePath: '/boards/{board}/scores',
      path: '/live/boards/weekly/scores',
      accountId: '123456789012',
      identity: {
        cognitoIdentityPoolId: api.output('IdentityPool'),
        cognitoIdentityId: adele.identityId,
        cognitoAuthenticationType: 'authenticated',
        cognitoAuthenticationProvider: `${provider},${provider}:CognitoSignIn:${adele.sub}`,
        accessKey: adele.keys.accessKeyId,
        accountId: '123456789012',
        userArn: expect.stringContaining(':assumed-role/'),
        sourceIp: '127.0.0.1',
      },
    },
  });
  const sent = Object.keys(body.headers ?? {}).map((name) => name.toLowerCase());
  expect(sent).not.toContain('authorization');
});

test('a guest is told from a player, and the administrator from both', async () => {
  const identityOf = async (asked: Asked) => contextOf(await api.call(asked)).identity;
  expect(await identityOf({ ...score, path: '/boards/guests/scores', keys: guest.keys })).toMatchObject({
    cognitoIdentityId: guest.identityId,
    cognitoAuthenticationType: 'unauthenticated',
    cognitoAuthenticationProvider: null,
  });
  expect(await identityOf({ ...score, keys: api.administrator })).toMatchObject({
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    cognitoAuthenticationType: null,
    userArn: expect.stringContaining(':user/'),
  });
});

test('whom STS handed credentials, in the basic flow, is let in as nobody’s player', async () => {
  const answer = await api.call({ ...score, keys: await api.byBasicFlow(adele) });
  expect(answer.status).toBe(201);
  expect(contextOf(answer).identity).toMatchObject({
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: expect.stringContaining(':assumed-role/'),
  });
});

const mismatch = expect.stringMatching(/^The request signature we calculated does not match/);
const notAllowed = expect.stringMatching(
  /^User: arn:aws:sts::123456789012:assumed-role\/.* is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:\*{8}9012:\w{10}\/live\/POST\/boards\/.* because no identity-based policy allows the execute-api:Invoke action$/,
);

test.each<[what: string, () => Partial<Asked>, status: number, type: string, message: unknown]>([
  [
    'is not signed',
    () => ({ keys: undefined as never }),
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ],
  [
    'is signed for S3',
    () => ({ service: 's3' }),
    403,
    'InvalidSignatureException',
    expect.stringContaining("service: 'execute-api'"),
  ],
  [
    'is signed for Lambda',
    () => ({ service: 'lambda' }),
    403,
    'InvalidSignatureException',
    expect.stringContaining("service: 'execute-api'"),
  ],
  [
    'is signed for another region',
    () => ({ region: 'us-east-1' }),
    403,
    'InvalidSignatureException',
    expect.stringContaining('valid region'),
  ],
  ['has another body', () => ({ swapped: '{"score":9}' }), 403, 'InvalidSignatureException', mismatch],
  [
    'is signed by another secret',
    () => ({ keys: { ...adele.keys, secretAccessKey: 'x' } }),
    403,
    'InvalidSignatureException',
    mismatch,
  ],
  [
    'has a key of nobody',
    () => ({ keys: { ...adele.keys, accessKeyId: 'ASIANOBODY' } }),
    403,
    'AccessDeniedException',
    'The security token included in the request is invalid.',
  ],
  [
    'has another’s token',
    () => ({ keys: { ...adele.keys, sessionToken: 'x' } }),
    403,
    'AccessDeniedException',
    'The security token included in the request is invalid.',
  ],
  [
    'is an old one',
    () => ({ late: 20 * 60_000 }),
    403,
    'InvalidSignatureException',
    expect.stringContaining('Signature expired'),
  ],
  ['is for another board', () => ({ path: '/boards/monthly/scores' }), 403, 'AccessDeniedException', notAllowed],
  [
    'is for a board below it',
    () => ({ path: '/boards/weekly%2Fother/scores' }),
    403,
    'AccessDeniedException',
    notAllowed,
  ],
  ['spells its board otherwise', () => ({ path: '/boards/weekl%79/scores' }), 403, 'AccessDeniedException', notAllowed],
  ['is a guest’s', () => ({ keys: guest.keys }), 403, 'AccessDeniedException', notAllowed],
  [
    'lacks a parameter',
    () => ({ headers: {} }),
    400,
    'BadRequestException',
    'Missing required request parameters: [x-run]',
  ],
  [
    'has a parameter that is blank',
    () => ({ headers: { 'x-run': ' ' } }),
    400,
    'BadRequestException',
    'Missing required request parameters: [x-run]',
  ],
  ['has a body of another form', () => ({ body: '{"score":"7"}' }), 400, 'BadRequestException', 'Invalid request body'],
  ['has a member more', () => ({ body: '{"score":7,"more":1}' }), 400, 'BadRequestException', 'Invalid request body'],
  ['has a member twice', () => ({ body: '{"score":7,"score":8}' }), 400, 'BadRequestException', 'Invalid request body'],
  ['has no body', () => ({ body: '' }), 400, 'BadRequestException', 'Invalid request body'],
  ['nests without end', () => ({ body: '['.repeat(200_000) }), 400, 'BadRequestException', 'Invalid request body'],
  [
    'would be compared for ever',
    () => ({ body: JSON.stringify({ score: 1, name: `${'a'.repeat(60)}!` }) }),
    400,
    'BadRequestException',
    'Invalid request body',
  ],
])('refuses a request that %s, beside one that is let in', async (_what, differs, status, type, message) => {
  const good = { ...score, keys: adele.keys };
  const { keys, ...refused } = { ...good, ...differs() };
  const answer = await api.call({ ...refused, ...(keys === undefined ? {} : { keys }) });
  expect([answer.status, answer.headers.get('x-amzn-errortype'), answer.body.message]).toEqual([status, type, message]);
  // What the API has for refusals goes with each.
  expect(answer.headers.get('access-control-allow-origin')).toBe(origins[0]);
  expect((await api.call(good)).status).toBe(201);
});

test.each<[what: string, path: string]>([
  ['an unknown path', '/nothing'],
  ['a resource without that method', '/boards'],
  ['an empty part', '/boards//scores'],
  ['a last slash', '/boards/weekly/scores/'],
  ['a step up', '/boards/weekly/%2e%2e'],
  ['a step up within', '/open/../me'],
  ['its stage twice', '/live/boards/weekly/scores'],
  ['broken encoding', '/boards/%zz/scores'],
  ['another case', '/BOARDS/weekly/scores'],
])('has no method at %s', async (_what, path) => {
  const { status, headers } = await api.call({ path: path.replaceAll('/../', '/%2E%2E/') });
  expect([status, headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
  expect((await api.call({ path: '/open' })).status).toBe(201);
});

test.each([
  ['an unknown API', () => '/_execute-api/aaaaaaaaaa/live/open'],
  ['an unknown stage', () => `/_execute-api/${api.apiId}/dead/open`],
  ['no stage', () => `/_execute-api/${api.apiId}`],
  ['a host of another region', () => `/_aws/${api.apiId}.execute-api.us-east-1.amazonaws.com/live/open`],
])('%s is forbidden', async (_what, at) => {
  const { status, body } = await api.call({ path: '', at: at() });
  expect([status, body]).toEqual([403, { message: 'Forbidden' }]);
  const good = await api.call({ path: '', at: `/_aws/${api.apiId}.execute-api.eu-west-1.amazonaws.com/live/open` });
  expect(good.status).toBe(201);
});

test('an API is found by its own name too, and told of where it is on this machine', async () => {
  const [{ url, localUrl }] = api.cloud.apis as [(typeof api.cloud.apis)[0]];
  expect(url).toBe(`https://${api.apiId}.execute-api.eu-west-1.amazonaws.com/live`);
  expect((await api.cloud.fetch(`${url}/open`)).status).toBe(201);
  expect((await fetch(`${localUrl}/open`)).status).toBe(201);
});

const me = { method: 'DELETE', path: '/me' };
test.each<[what: string, asked: Asked, before: string]>([
  ['to a method that IAM judges', { method: 'POST', path: '/boards/weekly/scores' }, ''],
  ['to a method that IAM judges, as a bearer', { method: 'POST', path: '/boards/weekly/scores' }, 'Bearer '],
  ['to a path that is none', { path: '/nothing' }, ''],
  ['by a method that the path has not', { method: 'PATCH', path: '/me' }, 'Bearer '],
])('a token %s is read as a signature that it is not, beside where it is let in', async (_what, asked, before) => {
  const authorization = `${before}${adele.idToken}`;
  const { status, headers, body, text } = await api.call({ ...asked, headers: { authorization } });
  expect([status, headers.get('x-amzn-errortype'), body.message]).toEqual([
    403,
    'IncompleteSignatureException',
    expect.stringMatching(
      /^Invalid key=value pair \(missing equal-sign\) in Authorization header .*: '[\w+/]{43}='\.$/,
    ),
  ]);
  expect(text).not.toContain(adele.idToken);
  expect((await api.call({ ...me, headers: { authorization } })).status).toBe(201);
});

test.each<[what: string, asked: Asked, token: () => string, message: string]>([
  ['no token', me, () => '', 'Unauthorized'],
  ['an access token', me, () => adele.accessToken, 'Unauthorized'],
  ['another pool’s token', me, () => stranger.idToken, 'Unauthorized'],
  ['a token without a signature', me, () => forged(claimsOf(adele.idToken)), 'Unauthorized'],
  ['another’s claims', me, () => swapped(adele.idToken), 'Unauthorized'],
  ['a basic login', me, () => 'Basic YTpi', 'Unauthorized'],
  ['two tokens', me, () => `${adele.idToken}, ${adele.idToken}`, 'Unauthorized'],
  ['an ID token, where scopes are asked for', { method: 'GET', path: '/account' }, () => adele.idToken, 'Unauthorized'],
  ['an access token without the scope', { method: 'GET', path: '/other' }, () => adele.accessToken, 'Unauthorized'],
])('refuses %s, beside tokens that are let in', async (_what, asked, token, message) => {
  const authorization = token();
  const refused = await api.call({ ...asked, headers: { ...(authorization && { authorization }) } });
  expect([refused.status, refused.headers.get('x-amzn-errortype'), refused.body.message]).toEqual([
    401,
    'UnauthorizedException',
    message,
  ]);
  for (const authorization of [adele.idToken, `Bearer ${adele.idToken}`]) {
    const { status, body } = await api.call({ ...me, headers: { authorization } });
    expect([status, body.requestContext]).toEqual([
      201,
      expect.objectContaining({
        authorizer: {
          claims: expect.objectContaining({
            sub: adele.sub,
            token_use: 'id',
            exp: expect.stringMatching(/ UTC 20\d\d$/),
          }),
        },
      }),
    ]);
  }
  expect(
    (await api.call({ method: 'GET', path: '/account', headers: { authorization: adele.accessToken } })).status,
  ).toBe(201);
});

function claimsOf(token: string): object {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

function swapped(token: string): string {
  const [header, , signature] = token.split('.');
  return [
    header,
    Buffer.from(JSON.stringify({ ...claimsOf(token), sub: stranger.sub })).toString('base64url'),
    signature,
  ].join('.');
}

test.each<[what: string, answer: unknown, status: number]>([
  ['no answer', null, 502],
  ['a text', 'ok', 502],
  ['no status', { body: 'x' }, 502],
  ['a status that is none', { statusCode: 42 }, 502],
  ['a body that is no text', { statusCode: 200, body: {} }, 502],
  ['a header with a line break', { statusCode: 200, headers: { 'x-a': 'b\r\nset-cookie: c=d' } }, 502],
  ['a header’s name with a line break', { statusCode: 200, headers: { 'x-a\r\nb': 'c' } }, 502],
  ['headers that are a list', { statusCode: 200, headers: ['a'] }, 502],
  ['a member that is none', { statusCode: 200, cookies: [] }, 502],
  ['nothing but a status', { statusCode: 204 }, 204],
  ['a status in quotes', { statusCode: '202' }, 202],
])('a function that answers %s', async (_what, answer, status) => {
  const {
    status: answered,
    body,
    headers,
  } = await api.call({ path: '/open', query: { answer: JSON.stringify(answer) } });
  expect(answered).toBe(status);
  expect(headers.get('set-cookie')).toBeNull();
  if (status === 502) expect(body).toEqual({ message: 'Internal server error' });
});

test('a function’s headers go out as it wrote them, but for those that are the API’s', async () => {
  const answer = {
    statusCode: 200,
    headers: { 'x-one': 1, Date: 'today', 'Transfer-Encoding': 'chunked' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: 'x',
  };
  const { headers, text } = await api.call({ path: '/open', query: { answer: JSON.stringify(answer) } });
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect([headers.get('x-one'), headers.get('x-amzn-remapped-date'), headers.get('transfer-encoding'), text]).toEqual([
    '1',
    'today',
    null,
    'x',
  ]);
});

test.each([
  ['fails', { path: '/open', query: { fails: '1' } }, 502, 'Internal server error'],
  ['is too late', { path: '/late', method: 'GET', query: { sleeps: '2000' } }, 504, 'Endpoint request timed out'],
])('a function that %s', async (_what, asked, status, message) => {
  const answer = await api.call(asked);
  expect([answer.status, answer.body]).toEqual([status, { message }]);
  expect((await api.call({ path: '/late', method: 'GET' })).status).toBe(201);
});

test.each([
  ['/open/literal', 'GET', '/open/literal', null],
  ['/open/other', 'GET', '/open/{proxy+}', { proxy: 'other' }],
  ['/open/a/b%2Fc', 'PUT', '/open/{proxy+}', { proxy: 'a/b/c' }],
])('%s goes to the most specific resource', async (path, method, resource, pathParameters) => {
  expect((await api.call({ path, method })).body).toMatchObject({ resource, pathParameters, path });
});

test.each([
  [origins[0], origins[0]],
  [origins[1], origins[1]],
  ['https://evil.example', origins[0]],
])('a preflight from %s is answered for %s', async (origin = '', allowed) => {
  const headers = { origin, 'access-control-request-method': 'POST' };
  const answer = await api.call({ method: 'OPTIONS', path: '/boards/weekly/scores', headers });
  expect([
    answer.status,
    answer.headers.get('access-control-allow-origin'),
    answer.headers.get('access-control-allow-methods'),
  ]).toEqual([204, allowed, 'POST,DELETE']);
});

test('what a refusal takes from its request can be no header of its own', async () => {
  const refused = (asked: string) => api.call({ path: '/nothing', query: { asked } });
  expect((await refused('x')).headers.get('x-asked')).toBe('x');
  const answer = await refused('x\r\nset-cookie: a=b');
  expect([answer.status, answer.headers.get('x-asked'), answer.headers.get('set-cookie')]).toEqual([403, null, null]);
});

test('a body of more than ten megabytes is refused, one of less read', async () => {
  const answer = await api.call({ path: '/open', body: 'x'.repeat(11 * 1024 * 1024) });
  expect([answer.status, answer.body.message]).toEqual([413, 'Request Too Long']);
  expect((await api.call({ path: '/open', body: 'x'.repeat(1024 * 1024) })).status).toBe(201);
});

test('a body of a content type that no model is for is not validated, as on AWS', async () => {
  const body = '{"more":1}';
  const statusOf = async (type: string) =>
    (await api.call({ ...score, body, headers: { ...json, 'content-type': type }, keys: adele.keys })).status;
  expect(
    await Promise.all(['application/json', 'application/json; charset=utf-8', 'text/plain'].map(statusOf)),
  ).toEqual([400, 400, 201]);
});

/** What `fetch` does not send: a path as it is written, a header twice. */
function sendRaw(
  path: string,
  headers: readonly string[],
): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(api.cloud.url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method: 'GET', headers: ['host', `${hostname}:${port}`, ...headers] },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      },
    );
    sent.on('error', reject).end();
  });
}

test.each(['/open/../me', '/open/./literal', '/../live/open', '//open', '/open//literal', '/open/..'])(
  'a path that is sent as %s leads nowhere',
  async (path) => {
    expect((await sendRaw(`/_execute-api/${api.apiId}/live${path}`, [])).status).toBe(403);
    expect((await sendRaw(`/_execute-api/${api.apiId}/live/open/literal`, [])).status).toBe(201);
  },
);

test('a function is told every value of a header, and the last one by itself', async () => {
  const { text } = await sendRaw(`/_execute-api/${api.apiId}/live/open?a=1&a=2`, [
    'X-Two',
    '1',
    'x-two',
    '2',
    'X-Forwarded-For',
    '192.0.2.1',
  ]);
  expect(JSON.parse(text)).toMatchObject({
    headers: { 'X-Two': '2', 'X-Forwarded-For': '192.0.2.1, 127.0.0.1', 'X-Forwarded-Proto': 'https' },
    multiValueHeaders: { 'X-Two': ['1', '2'] },
    queryStringParameters: { a: '2' },
    multiValueQueryStringParameters: { a: ['1', '2'] },
    requestContext: { identity: { sourceIp: '127.0.0.1' } },
  });
});
