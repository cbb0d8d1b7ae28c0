import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { administratorClient } from '../../../../local/smoke-test/administrator-client';
import { type ApiOnHand, apiOnHand, type PoolPlayer } from './api-on-hand';
import { apiTemplate } from './api-template';

let now = Date.now();
let api: ApiOnHand;
let adele: PoolPlayer;

/** With a resource policy that lets in who calls from this machine, and nobody to `GET /account`. */
const statement = (Effect: string, Resource: string, more: object = {}) => ({
  ...{ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource },
  ...more,
});
const here = { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } };

beforeAll(async () => {
  const template = apiTemplate() as { readonly Resources: Record<string, { Type: string; Properties: object }> };
  const [rest] = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::ApiGateway::RestApi');
  const Statement = [
    statement('Allow', 'execute-api:/*', here),
    statement('Deny', 'execute-api:/live/GET/account'),
    statement('Deny', 'execute-api:/live/POST/boards/closed/*'),
  ];
  if (rest !== undefined) rest.Properties = { ...rest.Properties, Policy: { Version: '2012-10-17', Statement } };
  api = await apiOnHand(template, { clock: { now: () => now } });
  adele = await api.player('Players', 'adele@example.com');
}, 120_000);
afterAll(() => api?.cloud.stop());

const asked = (token: string, path = '/me', method = 'DELETE') => ({ method, path, headers: { authorization: token } });

test('whoever a token lets in is judged by the API’s own policy too', async () => {
  const refused = await api.call(asked(adele.accessToken, '/account', 'GET'));
  expect([refused.status, refused.body.message]).toEqual([
    403,
    expect.stringMatching(
      /^User: anonymous is not authorized .*\/live\/GET\/account with an explicit deny in a resource-based policy$/,
    ),
  ]);
  // What has no token is not asked about at all.
  expect((await api.call({ method: 'GET', path: '/account' })).status).toBe(401);
  expect((await api.call(asked(adele.idToken))).status).toBe(201);
});

test.each([
  ['/boards/closed/scores', 403],
  ['/boards/clos%65d/scores', 403],
  ['/boards/weekly/scores', 201],
])('of whoever signs, its refusals count as well: %s', async (path, status) => {
  const headers = { 'x-run': '1', 'content-type': 'application/json' };
  expect((await api.call({ path, headers, body: '{"score":1}', keys: api.administrator })).status).toBe(status);
});

test('a token is good until it expires, whoever has signed out since', async () => {
  const users = new CognitoIdentityProvider(administratorClient(api.cloud));
  await users.globalSignOut({ AccessToken: adele.accessToken });
  expect((await api.call(asked(adele.idToken))).status).toBe(201);
  now += 59 * 60_000;
  expect((await api.call(asked(adele.idToken))).status).toBe(201);
  now += 2 * 60_000;
  const { status, body } = await api.call(asked(adele.idToken));
  expect([status, body.message]).toEqual([401, 'The incoming token has expired']);
});
