import { serviceOf } from '../../../local/http/route';
import { isCloudFormationHost } from '../../../local/services/cloudformation/service';
import { isApiHost } from '../../../local/services/execute-api/address';
import { isS3Host } from '../../../local/services/s3/address';
import { type CallShape, wireRequest } from './signed-call';

const route = (shape: CallShape) =>
  serviceOf(wireRequest(shape), (host) => {
    if (isCloudFormationHost(host)) return 'cloudformation';
    if (isApiHost(host)) return 'execute-api';
    return isS3Host(host) ? 's3' : undefined;
  });
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const target = (name: string) => ({ 'x-amz-target': name });

test.each<[string, CallShape, string]>([
  ['the target header', { headers: target('DynamoDB_20120810.GetItem') }, 'dynamodb'],
  ['the target header', { headers: target('AWSCognitoIdentityService.GetId') }, 'cognito-identity'],
  ['a form at the root', { path: '/', headers: form }, 'sts'],
  ['a query call at the root', { method: 'GET', path: '/', query: { Action: 'X', Version: '1' } }, 'sts'],
  ['a well-known document', { method: 'GET', path: '/.well-known/jwks_uri' }, 'cognito-identity'],
  ['a user pool’s keys', { method: 'GET', path: '/us-east-1_a1/.well-known/jwks.json' }, 'cognito-idp'],
  ['a user pool’s pages', { path: '/us-east-1_a1/managed-login/oauth2/token', headers: form }, 'managed-login'],
  ['a bucket of their name', { method: 'GET', path: '/us-east-1-a1/managed-login/login' }, 's3'],
  ['a function’s path', { path: '/2015-03-31/functions/f/invocations' }, 'lambda'],
  ['any other path', { method: 'GET', path: '/saves/a' }, 's3'],
])('an unsigned call is known by %s', (_what, shape, service) => {
  expect(route(shape)).toBe(service);
});

test('a signature’s scope decides before anything else', () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIA/20261120/eu-west-1/lambda/aws4_request, SignedHeaders=host';
  expect(route({ path: '/saves/a', headers: { authorization } })).toBe('lambda');
  const query = { 'X-Amz-Credential': 'AKIA/20261120/eu-west-1/s3/aws4_request' };
  expect(route({ path: '/2015-03-31/functions/f', query })).toBe('s3');
});

test.each(['saves.localhost:4500', 'saves.s3.localhost:4500', 'saves.s3.eu-west-1.amazonaws.com', 'S3.localhost'])(
  'what is sent to %s is S3’s, whatever its path looks like',
  (host) => {
    const paths = ['/2015-03-31/functions/f', '/.well-known/jwks_uri', '/'];
    for (const path of paths) expect(route({ method: 'GET', path, headers: { host } })).toBe('s3');
    expect(route({ method: 'GET', path: paths[0] ?? '', headers: { host: '127.0.0.1:4500' } })).toBe('lambda');
    expect(route({ method: 'GET', path: paths[0] ?? '', headers: { host: 'localhost:4500' } })).toBe('lambda');
  },
);

test.each([
  'cloudformation.eu-west-1.amazonaws.com',
  'cloudformation.eu-west-1.amazonaws.com:443',
  'cloudformation.cn-north-1.amazonaws.com.cn',
  'cloudformation-fips.us-east-1.amazonaws.com',
  'CloudFormation.eu-west-1.api.aws',
])('a form that is sent to %s is CloudFormation’s, and to any other name STS’s', (host) => {
  expect(route({ path: '/', headers: { ...form, host } })).toBe('cloudformation');
  for (const other of [`x.${host}`, host.replace(/\.(amazonaws|api)\./i, '.evil.'), 'localhost:4500']) {
    expect(route({ path: '/', headers: { ...form, host: other } })).toBe('sts');
  }
});

test('a browser’s preflight to the root of the endpoint is for the services that are called there, to a bucket’s for S3', () => {
  const preflight = { method: 'OPTIONS', path: '/' };
  expect(route({ ...preflight, headers: { host: '127.0.0.1:4500' } })).toBe('sts');
  expect(route({ ...preflight, headers: { host: 'saves.localhost:4500' } })).toBe('s3');
  expect(route({ method: 'OPTIONS', path: '/saves/a' })).toBe('s3');
});

test.each(['/_local/outputs.json', '/us-east-1_a1/managed-login/login', '/saves/a', '/2015-03-31/functions/f'])(
  'a preflight for %s is answered by whoever is called after it, whatever that call’s headers add to its address',
  (path) => {
    const credential = (name: string) => `AKIA/20261120/eu-west-1/${name}/aws4_request`;
    const authorization = (name: string) => ({ authorization: `AWS4-HMAC-SHA256 Credential=${credential(name)}` });
    for (const name of ['cognito-identity', 'dynamodb', 's3', 'local-cloud']) {
      const query = { 'X-Amz-Credential': credential(name) };
      const asked = route({ method: 'OPTIONS', path, query });
      for (const other of ['s3', 'local-cloud', 'managed-login', 'lambda']) {
        expect(route({ method: 'PUT', path, query, headers: authorization(other) })).toBe(asked);
      }
    }
    // Without it a signature decides as ever.
    expect(route({ method: 'PUT', path, headers: authorization('s3') })).toBe('s3');
  },
);

test.each([
  ['abcdefghij.execute-api.eu-west-1.amazonaws.com', 'execute-api'],
  ['abcdefghij.execute-api.cn-north-1.amazonaws.com.cn', 'execute-api'],
  ['saves.s3.eu-west-1.amazonaws.com', 's3'],
  ['cloudformation.eu-west-1.amazonaws.com', 'cloudformation'],
])('what is sent to %s is for %s, whatever it is signed for', (host, service) => {
  for (const name of ['s3', 'dynamodb', 'execute-api', 'local-cloud']) {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIA/20261120/eu-west-1/${name}/aws4_request, SignedHeaders=host`;
    expect(route({ path: '/live/a', headers: { host, authorization } })).toBe(service);
    if (name !== 'local-cloud')
      expect(route({ path: '/live/a', headers: { host: 'localhost:4500', authorization } })).toBe(name);
  }
});

test.each([
  ['/_execute-api/abcdefghij/live/a', '127.0.0.1:4500', 'execute-api'],
  ['/_execute-api/abcdefghij', '10.0.2.2:4500', 'execute-api'],
  ['/_execute-api/', '127.0.0.1:4500', 's3'],
  ['/_execute-api/../saves', '127.0.0.1:4500', 's3'],
  ['/_execute-api/abcdefghij/live/a', 'saves.localhost:4500', 's3'],
  ['/_execute-api/abcdefghij/live/a', 'saves.s3.eu-west-1.amazonaws.com', 's3'],
])('%s at %s is for %s', (path, host, service) => {
  expect(route({ path, headers: { host } })).toBe(service);
  expect(route({ method: 'OPTIONS', path, headers: { host } })).toBe(service);
});
