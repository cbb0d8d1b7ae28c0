import { crc32 } from 'node:zlib';
import type { SessionCredentials } from '../../../local/sessions/session';
import { type FiredAt, startFiredAt } from '../hostile/fired-at';
import type { CallShape } from '../http/signed-call';

let fired: FiredAt;
let guest: SessionCredentials;
beforeAll(async () => {
  fired = await startFiredAt();
  const answer = await fired.send({
    headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetCredentialsForIdentity' },
    body: JSON.stringify({ IdentityId: fired.identityId }),
  });
  const { AccessKeyId, SecretKey, SessionToken } = JSON.parse(answer.body).Credentials;
  guest = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
});
afterAll(() => fired.stop());

const json = (target: string): CallShape => ({
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
  body: '{}',
});
const form = (action: string, version: string): CallShape => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: `Action=${action}&Version=${version}`,
});

/** The services whose requests name their operations: one that AWS has and this cloud does not list, and no name at all. */
const services: [service: string, ask: (operation: string) => CallShape, operation: string, unknown: string][] = [
  ['cognito-identity', (name) => json(`AWSCognitoIdentityService.${name}`), 'TagResource', 'UnknownOperationException'],
  [
    'cognito-idp',
    (name) => json(`AWSCognitoIdentityProviderService.${name}`),
    'CreateUserPool',
    'UnknownOperationException',
  ],
  [
    'dynamodb',
    (name) => json(`DynamoDB_20120810.${name}`),
    'EnableKinesisStreamingDestination',
    'UnknownOperationException',
  ],
  ['secretsmanager', (name) => json(`secretsmanager.${name}`), 'RotateSecret', 'UnknownOperationException'],
  ['ssm', (name) => json(`AmazonSSM.${name}`), 'StartSession', 'UnknownOperationException'],
  [
    'ecr',
    (name) => json(`AmazonEC2ContainerRegistry_V20150921.${name}`),
    'GetAuthorizationToken',
    'UnknownOperationException',
  ],
  ['sts', (name) => form(name, '2011-06-15'), 'GetServiceBearerToken', 'InvalidAction'],
  ['cloudformation', (name) => form(name, '2010-05-15'), 'CreateStackSet', 'InvalidAction'],
];

describe.each(services)('%s', (service, ask, operation, unknown) => {
  test(`${operation} is judged: refused to a guest, and not implemented for whoever may call it`, async () => {
    const refused = await fired.sendSigned(service, ask(operation), guest);
    expect(refused.body).toMatch(/AccessDenied/);
    expect(refused.body).toContain(`${service}:${operation}`);
    const permitted = await fired.sendSigned(service, ask(operation));
    expect([permitted.status, permitted.body]).toEqual([501, expect.stringContaining('NotImplemented')]);
    const unsigned = ask(operation);
    const host = { 'x-forwarded-host': `${service}.eu-west-1.amazonaws.com` };
    const answer = await fired.send({ ...unsigned, headers: { ...unsigned.headers, ...host } });
    expect(answer.body).toMatch(/MissingAuthenticationToken/);
  });

  test.each(['', 'no-operation', 'getItem', `A${'b'.repeat(80)}`])('%j is no operation', async (name) => {
    expect((await fired.sendSigned(service, ask(name))).body).toContain(unknown);
  });
});

const rest = (method: string, path: string, headers: Record<string, string> = {}): CallShape => ({
  method,
  path,
  headers,
});

/** Services that this cloud does not have, in the four protocols of AWS. */
const others: [service: string, shape: CallShape, type: string, code: RegExp][] = [
  ['kms', json('TrentService.Decrypt'), 'application/x-amz-json-1.1', /"__type":"UnknownOperationException"/],
  ['sns', form('Publish', '2010-03-31'), 'text/xml', /<Code>UnknownOperationException<\/Code>/],
  ['route53', rest('GET', '/2013-04-01/hostedzone'), 'application/xml', /<Code>UnknownOperationException<\/Code>/],
  [
    'iot',
    rest('GET', '/things', { 'content-type': 'application/json' }),
    'application/json',
    /"message":"The local cloud/,
  ],
];

test.each(others)('%s, which is not here, is answered in its own protocol', async (service, shape, type, code) => {
  const { status, headers, body } = await fired.sendSigned(service, shape);
  expect([status, headers['content-type']]).toEqual([400, type]);
  expect(body).toMatch(code);
  expect(body.replaceAll('&apos;', "'")).toContain(`no service '${service}'`);
  if (type === 'application/json') expect(headers['x-amzn-errortype']).toBe('UnknownOperationException');
});

test('every answer of DynamoDB, and only of DynamoDB, carries the CRC32 of its body', async () => {
  const listed = await fired.sendSigned('dynamodb', json('DynamoDB_20120810.ListTables'));
  const refused = await fired.sendSigned('dynamodb', json('DynamoDB_20120810.ListTables'), guest);
  expect([listed.status, refused.status]).toEqual([200, 400]);
  for (const { headers, body } of [listed, refused]) expect(headers['x-amz-crc32']).toBe(String(crc32(body)));
  const other = await fired.sendSigned('secretsmanager', json('secretsmanager.ListSecrets'));
  expect(other.headers['x-amz-crc32']).toBeUndefined();
});
