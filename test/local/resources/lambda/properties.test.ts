import { join } from 'node:path';
import { stackId } from '../../../../assembly/stack-id';
import type { DeployedResource, DeployedStack } from '../../../../assembly/types';
import { lambdaFunction } from '../../../../local/resources/lambda/function';
import { lambdaPermission } from '../../../../local/resources/lambda/permission';
import { lambdaVersion } from '../../../../local/resources/lambda/version';
import { standUp } from '../../../../local/resources/stand-up';
import { FunctionPolicies } from '../../../../local/services/lambda/function-policies';
import { LambdaFunctions } from '../../../../local/services/lambda/functions';
import { lambdaService } from '../../../../local/services/lambda/service';
import { Buckets } from '../../../../local/services/s3/bucket';
import { asset, removeAssets } from '../../services/lambda/fixtures';
import { partOfAccount } from '../part-of-account';

afterAll(removeAssets);

const code = asset({ 'index.js': 'exports.handler = async () => 1', 'archive.zip': 'PK' });
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:check';
const required = {
  Code: { S3Bucket: 'assets', S3Key: 'code' },
  Handler: 'index.handler',
  Role: 'arn:aws:iam::123456789012:role/check-role',
  Runtime: 'nodejs24.x',
};

const resource = (type: string, ref: string, properties: object): DeployedResource => ({
  stackName: 'access',
  logicalId: 'Check',
  type,
  ref,
  attributes: {},
  properties: { ...properties },
  place: `access: ${ref} (${type})`,
});
const lambda = (properties: object = {}) => resource('AWS::Lambda::Function', 'check', { ...required, ...properties });
const version = (properties: object = {}) =>
  resource('AWS::Lambda::Version', `${arn}:7`, { FunctionName: 'check', ...properties });
const permission = (properties: object = {}) =>
  resource('AWS::Lambda::Permission', 'Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: arn,
    Principal: 's3.amazonaws.com',
    ...properties,
  });
const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const stack = (...resources: DeployedResource[]): DeployedStack => ({
  ...place,
  name: 'access',
  id: stackId('access', place),
  terminationProtection: false,
  resources,
  outputs: [],
  assets: new Map([
    ['code', code],
    ['archive', join(code, 'archive.zip')],
    ['lost', join(code, 'lost')],
  ]),
});
const deploy = (...resources: DeployedResource[]) => {
  const functions = new LambdaFunctions();
  const buckets = new Buckets({ clock: { now: () => 0 }, partition: 'aws' });
  standUp(
    [stack(...resources)],
    [lambdaFunction, lambdaVersion, lambdaPermission],
    partOfAccount({ functions, buckets }),
  );
  return functions;
};
const read = (...resources: DeployedResource[]) => deploy(...resources).find(arn);

test('a function is what its template says', () => {
  const properties = {
    FunctionName: 'check',
    Timeout: 60,
    MemorySize: 256,
    Environment: { Variables: { TABLE_NAME: 'records' } },
    LoggingConfig: { LogGroup: 'logs' },
    ReservedConcurrentExecutions: 2,
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'Active' },
    Tags: [{ Key: 'game', Value: 'star-harvest' }],
  };
  const functions = deploy(lambda(properties), version());
  const expected = {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    name: 'check',
    arn,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    codeDirectory: code,
    roleArn: required.Role,
    environment: { TABLE_NAME: 'records' },
    timeoutSeconds: 60,
    memoryMegabytes: 256,
    logGroupName: 'logs',
    reservedConcurrency: 2,
    revision: expect.any(String),
    modifiedAt: expect.any(Number),
    described: { Architectures: ['arm64'], TracingConfig: { Mode: 'Active' } },
    place: expect.any(String),
  };
  expect(functions.find(arn)).toEqual(expected);
  expect(functions.find(arn, '7')).toEqual(expected);
  expect(functions.find(arn, '8')).toBeUndefined();
  expect(functions.tags(arn)).toEqual(new Map([['game', 'star-harvest']]));
});

test('what a template leaves out is Lambda’s default', () => {
  expect(read(lambda())).toMatchObject({
    name: 'check',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    logGroupName: '/aws/lambda/check',
    environment: {},
  });
});

test.each([
  ['an asset that is not on disk', { Code: { S3Key: 'lost' } }, 'does not exist'],
  ['no code', { Code: {} }, 'Code: takes S3Key or ZipFile'],
  ['code in two places', { Code: { S3Key: 'code', ZipFile: 'exports.handler = 1' } }, 'Code: takes S3Key or ZipFile'],
  ['an unknown runtime', { Runtime: 'cobol85' }, 'is no runtime of Lambda’s'],
  ['a container image', { PackageType: 'Image' }, 'PackageType'],
  ['a layer', { Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:x:1'] }, 'layers are not laid under the code'],
  ['no handler', { Handler: undefined }, 'Properties.Handler'],
  ['too long a timeout', { Timeout: 901 }, 'Properties.Timeout'],
])('%s is an error that names its place', (_what, properties, message) => {
  const start = () => read(lambda(properties));
  expect(start).toThrow('access: check (AWS::Lambda::Function): ');
  expect(start).toThrow(message);
  expect(read(lambda())).toBeDefined();
});

// In Lambda's own words, which name no place: who deploys says which resource it was.
test.each([
  ['no archive', { Code: { S3Key: 'archive' } }, 'Could not unzip uploaded file. Please check your file'],
  ['a bucket that is not there', { Code: { S3Bucket: 'assets', S3Key: 'none' } }, 'S3 Error Code: NoSuchBucket'],
  ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'used in this request: AWS_REGION'],
  ['variables of more than 4 KB', { Environment: { Variables: { A: 'x'.repeat(4096) } } }, 'Measured size: 4097 bytes'],
])('%s is refused as Lambda refuses it', (_what, properties, message) => {
  const start = () => read(lambda(properties));
  expect(start).toThrow('(Service: Lambda, Status Code: 400)" (HandlerErrorCode: InvalidRequest)');
  expect(start).toThrow(message);
  expect(read(lambda())).toBeDefined();
});

test('4 KB of variables are just not too many', () => {
  expect(read(lambda({ Environment: { Variables: { A: 'x'.repeat(4095) } } }))).toBeDefined();
});

test('a version is not more than the local cloud can honour', () => {
  expect(() => read(lambda(), version({ ProvisionedConcurrencyConfig: {} }))).toThrow('ProvisionedConcurrencyConfig');
  expect(read(lambda(), version({ CodeSha256: 'x' }))).toBeDefined();
});

describe('permissions', () => {
  const statement = (properties: object) => {
    const put = jest.spyOn(FunctionPolicies.prototype, 'put');
    try {
      deploy(lambda(), version(), permission(properties));
      return put.mock.calls[0]?.[0];
    } finally {
      put.mockRestore();
    }
  };

  test.each([
    ['a service', { Principal: 's3.amazonaws.com' }, { Principal: { Service: 's3.amazonaws.com' } }],
    ['an account', { Principal: '210987654321' }, { Principal: { AWS: 'arn:aws:iam::210987654321:root' } }],
    [
      'a role',
      { Principal: 'arn:aws:iam::123456789012:role/a' },
      { Principal: { AWS: 'arn:aws:iam::123456789012:role/a' } },
    ],
    ['everybody', { Principal: '*' }, { Principal: '*' }],
    [
      'a source',
      { SourceArn: 'arn:aws:s3:::b', SourceAccount: '123456789012' },
      {
        Condition: {
          ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::b' },
          StringEquals: { 'AWS:SourceAccount': '123456789012' },
        },
      },
    ],
  ])('%s becomes the statement that Lambda makes of it', (_what, properties, expected) => {
    expect(statement(properties)).toMatchObject({
      resource: arn,
      statement: { Effect: 'Allow', Resource: arn, ...expected },
    });
  });

  test('one with a qualifier is about that version', () => {
    expect(statement({ FunctionName: `${arn}:7` })?.resource).toBe(`${arn}:7`);
    expect(statement({ FunctionName: 'check' })?.resource).toBe(arn);
  });

  test.each([
    ['a member that is not honoured', { FunctionUrlAuthType: 'NONE' }, 'FunctionUrlAuthType'],
    [
      'a function of nowhere',
      { FunctionName: 'other' },
      'Function not found: arn:aws:lambda:eu-west-1:123456789012:function:other',
    ],
    ['a version of nowhere', { FunctionName: `${arn}:8` }, `Function not found: ${arn}:8`],
    ['no function name', { FunctionName: 'a b' }, 'names no function'],
  ])('%s is an error', (_what, properties, message) => {
    expect(() => statement(properties)).toThrow(message);
    expect(statement({})).toBeDefined();
  });

  test('the service answers with the policy of the very ARN', async () => {
    const service = lambdaService({
      functions: deploy(lambda(), version(), permission({ FunctionName: `${arn}:7` })),
      target: stack(),
      endpointUrl: () => '',
      issuers: () => ({}),
      executionSession: () => ({ accessKeyId: '', secretAccessKey: '' }),
      clock: { now: () => 0 },
    });
    expect(service.resourcePolicy?.(`${arn}:7`)?.source).toBe(`resource policy of ${arn}:7`);
    expect(service.resourcePolicy?.(arn)).toBeUndefined();
  });
});

test.each([
  ['a network', { VpcConfig: { SubnetIds: [] }, DeadLetterConfig: {} }],
  ['another language', { Runtime: 'python3.13', Code: { ZipFile: 'def handler(event, context): pass' } }],
  [
    'layers under another language',
    { Runtime: 'python3.13', Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:x:1'] },
  ],
  ['the module that answers CloudFormation', { Code: { ZipFile: "require('cfn-response')" } }],
])('%s stands', (_what, properties) => {
  expect(read(lambda(properties))).toBeDefined();
});
