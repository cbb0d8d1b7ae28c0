import { outputOf } from '../../../local/account/outputs';
import type { SessionCredentials } from '../../../local/sessions/session';
import { form } from '../condition-keys/requests';
import { type FiredAt, startFiredAt } from '../hostile/fired-at';
import { names } from '../hostile/game-assembly';
import type { CallShape } from '../http/signed-call';

let fired: FiredAt;
const callers: Record<string, SessionCredentials> = {};

const target = (prefix: string, operation: string, body: object): CallShape => ({
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${prefix}.${operation}` },
  body: JSON.stringify(body),
});

/** The session of an identity. */
async function credentialsOf(IdentityId: string, Logins?: object): Promise<SessionCredentials> {
  const asked = { IdentityId, ...(Logins && { Logins }) };
  const answer = await fired.send(target('AWSCognitoIdentityService', 'GetCredentialsForIdentity', asked));
  const { AccessKeyId, SecretKey, SessionToken } = JSON.parse(answer.body).Credentials;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
}

beforeAll(async () => {
  fired = await startFiredAt();
  callers.guest = await credentialsOf(fired.identityId);
  const login = { IdentityPoolId: fired.poolId, Logins: { 'login.game': 'adele' } };
  const developer = target('AWSCognitoIdentityService', 'GetOpenIdTokenForDeveloperIdentity', login);
  const { IdentityId, Token } = JSON.parse((await fired.sendSigned('cognito-identity', developer)).body);
  callers.player = await credentialsOf(IdentityId, { 'cognito-identity.amazonaws.com': Token });
  const user = target('AWSCognitoIdentityProviderService', 'AdminCreateUser', userPoolCall());
  expect((await fired.sendSigned('cognito-idp', user)).status).toBe(200);
});
afterAll(() => fired.stop());

const account = '123456789012';
/** Of whom and what the operations of user pools ask. */
const userPoolCall = (): object => ({
  UserPoolId: outputOf(fired.cloud.stacks, 'UserPoolId'),
  ClientId: outputOf(fired.cloud.stacks, 'ClientId'),
  ...{ Domain: names.domain, GroupName: names.group, Identifier: names.resourceServer },
  ...{ Username: 'adele', UserAttributeNames: ['nickname'], DeviceKey: 'eu-west-1_0a' },
  ...{ ProviderName: 'Google', IdpIdentifier: 'google', MaxResults: 9 },
  ResourceArn: `arn:aws:cognito-idp:eu-west-1:${account}:userpool/${outputOf(fired.cloud.stacks, 'UserPoolId')}`,
});
/** What the small game does not have: its function has no policy, that key is nobody's, and its pool no provider and no device. */
const findNothing = [
  'GetPolicy',
  'GetAccessKeyInfo',
  'DescribeIdentityProvider',
  'GetIdentityProviderByIdentifier',
  'AdminGetDevice',
  'AdminForgetDevice',
  'AdminUpdateDeviceStatus',
];
const path = `/2015-03-31/functions/${names.lambda}`;
const functionArn = `arn:aws:lambda:eu-west-1:${account}:function:${names.lambda}`;

type Row = readonly [service: string, operation: string, shape: () => CallShape];
const rows: readonly Row[] = [
  ...(
    'DescribeUserPool DescribeUserPoolClient DescribeUserPoolDomain DescribeIdentityProvider DescribeResourceServer ' +
    'GetGroup GetIdentityProviderByIdentifier GetUserPoolMfaConfig ListGroups ListIdentityProviders ListResourceServers ' +
    'ListTagsForResource ListUserPoolClients ListUserPools ListUsersInGroup AdminDeleteUserAttributes AdminListDevices ' +
    'AdminGetDevice AdminForgetDevice AdminUpdateDeviceStatus'
  )
    .split(' ')
    .map((name): Row => ['cognito-idp', name, () => target('AWSCognitoIdentityProviderService', name, userPoolCall())]),
  ...['ListIdentityPools', 'GetPrincipalTagAttributeMap', 'ListTagsForResource'].map((name): Row => {
    const body = () => ({
      IdentityPoolId: fired.poolId,
      IdentityProviderName: 'login.game',
      ResourceArn: `arn:aws:cognito-identity:eu-west-1:${account}:identitypool/${fired.poolId}`,
      MaxResults: 9,
    });
    return ['cognito-identity', name, () => target('AWSCognitoIdentityService', name, body())];
  }),
  ...['ListSecrets', 'DescribeSecret', 'ListSecretVersionIds', 'GetResourcePolicy'].map((name): Row => {
    const body = name === 'ListSecrets' ? {} : { SecretId: names.secret };
    return ['secretsmanager', name, () => target('secretsmanager', name, body)];
  }),
  ...['DescribeTable', 'DescribeContinuousBackups', 'DescribeLimits', 'DescribeEndpoints'].map((name): Row => {
    const body = /Table|Backups/.test(name) ? { TableName: names.table } : {};
    return ['dynamodb', name, () => target('DynamoDB_20120810', name, body)];
  }),
  ...Object.entries({
    ListFunctions: '/2015-03-31/functions',
    GetAccountSettings: '/2016-08-19/account-settings',
    GetFunction: path,
    GetFunctionConfiguration: `${path}/configuration`,
    ListVersionsByFunction: `${path}/versions`,
    ListAliases: `${path}/aliases`,
    GetPolicy: `${path}/policy`,
    GetFunctionConcurrency: `/2019-09-30/functions/${names.lambda}/concurrency`,
    ListTags: `/2017-03-31/tags/${encodeURIComponent(functionArn)}`,
  }).map(([name, at]): Row => ['lambda', name, () => ({ method: 'GET', path: at })]),
  ...['GetFederationToken', 'GetSessionToken', 'GetAccessKeyInfo'].map((name): Row => {
    const parameters = { Name: 'adele', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    return ['sts', name, () => form('2011-06-15', name, parameters)];
  }),
];

/** What no refusal tells. */
const secrets = ['SecretString', 'index.handler', 'Location', '"Policy"', 'KeySchema', 'file:'];

describe.each(['guest', 'player'])('a %s', (who) => {
  test.each(rows)('learns nothing by %s %s, which an administrator may call', async (service, operation, shape) => {
    const refused = await fired.sendSigned(service, shape(), callers[who]);
    expect([400, 403]).toContain(refused.status);
    expect(refused.body).toContain(operation);
    expect(refused.body).toMatch(/AccessDenied|not authorized to perform|Cannot call GetSessionToken/);
    for (const secret of secrets) expect(refused.body).not.toContain(secret);
    const permitted = await fired.sendSigned(service, shape());
    expect(permitted.body).not.toMatch(/AccessDenied|not authorized|NotImplemented/);
    expect([permitted.status === 200, permitted.body]).toEqual([!findNothing.includes(operation), expect.any(String)]);
  });
});

test.each(rows)('%s %s takes a signature', async (service, _operation, shape) => {
  const { headers, ...unsigned } = shape();
  const host = { host: `${service}.eu-west-1.amazonaws.com` };
  const answer = await fired.send({ ...unsigned, headers: { ...headers, ...host } });
  // Without a signature that names Lambda, a path that is not of its functions is an object's.
  expect(answer.body).toMatch(/missing ?authentication ?token|NoSuchBucket/i);
  expect(answer.status).toBeGreaterThanOrEqual(400);
});

test('no list and no description holds a secret’s value', async () => {
  for (const [service, operation, shape] of rows.filter(([one]) => one === 'secretsmanager')) {
    const { body } = await fired.sendSigned(service, shape());
    expect([operation, /SecretString|SecretBinary/.test(body)]).toEqual([operation, false]);
  }
});
