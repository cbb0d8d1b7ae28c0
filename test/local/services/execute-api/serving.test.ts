import { type ApiOnHand, apiOnHand, type PoolPlayer } from './api-on-hand';

let api: ApiOnHand;
let adele: PoolPlayer;
beforeAll(async () => {
  api = await apiOnHand();
  adele = await api.player('Players', 'adele@example.com');
}, 120_000);
afterAll(() => api?.cloud.stop());

const score = { path: '/boards/weekly/scores', headers: { 'x-run': '1' }, body: '{"score":7}' };

test('a player’s signed request reaches its function, with who they are', async () => {
  const { status, headers, body } = await api.call({ ...score, keys: adele.keys, query: { a: '1' } });
  expect(status).toBe(201);
  expect(headers.get('x-made-by')).toBe('echo');
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
