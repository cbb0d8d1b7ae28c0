import { join } from 'node:path';
import { stackId } from '../../../../assembly/stack-id';
import type { DeployedResource, DeployedStack } from '../../../../assembly/types';
import { functionsFromStacks } from '../../../../local/services/lambda/functions-from-stacks';
import { lambdaService } from '../../../../local/services/lambda/service';
import { asset, removeAssets } from './fixtures';

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
const read = (...resources: DeployedResource[]) => functionsFromStacks([stack(...resources)]);

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
  expect(read(lambda(properties), version())).toEqual([
    {
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
      tags: new Map([['game', 'star-harvest']]),
      versions: new Set(['7']),
      permissions: [],
      place: expect.any(String),
    },
  ]);
});

test('what a template leaves out is Lambda’s default', () => {
  expect(read(lambda())).toMatchObject([
    { name: 'check', timeoutSeconds: 3, memoryMegabytes: 128, logGroupName: '/aws/lambda/check', environment: {} },
  ]);
});

test.each([
  ['an archive', { Code: { S3Key: 'archive' } }, 'not from an archive'],
  ['an asset that the assembly lacks', { Code: { S3Key: 'none' } }, "no asset 'none'"],
  ['an asset that is not on disk', { Code: { S3Key: 'lost' } }, 'does not exist'],
  ['code in the template', { Code: { ZipFile: 'exports.handler = 1' } }, 'Code'],
  ['another runtime', { Runtime: 'python3.13' }, 'only nodejs runtimes run here'],
  ['a container image', { PackageType: 'Image' }, 'PackageType'],
  ['a layer', { Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:x:1'] }, 'layers are not laid under the code'],
  ['a network', { VpcConfig: { SubnetIds: [] } }, 'VpcConfig of AWS::Lambda::Function: the local cloud does not know'],
  ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'AWS_REGION: Lambda reserves this name'],
  ['variables of more than 4 KB', { Environment: { Variables: { A: 'x'.repeat(4096) } } }, '4097 bytes'],
  ['no handler', { Handler: undefined }, 'Handler of AWS::Lambda::Function'],
  ['too long a timeout', { Timeout: 901 }, 'Timeout of AWS::Lambda::Function'],
])('%s is an error that names its place', (_what, properties, message) => {
  const start = () => read(lambda(properties));
  expect(start).toThrow('access: check (AWS::Lambda::Function): ');
  expect(start).toThrow(message);
  expect(read(lambda())).toHaveLength(1);
});

test('4 KB of variables are just not too many', () => {
  expect(read(lambda({ Environment: { Variables: { A: 'x'.repeat(4095) } } }))).toHaveLength(1);
});

test('a version is not more than the local cloud can honour', () => {
  expect(() => read(lambda(), version({ ProvisionedConcurrencyConfig: {} }))).toThrow('ProvisionedConcurrencyConfig');
  expect(read(lambda(), version({ CodeSha256: 'x' }))).toHaveLength(1);
});

describe('permissions', () => {
  const statement = (properties: object) => read(lambda(), permission(properties))[0]?.permissions[0];

  test.each([
    ['a service', { Principal: 's3.amazonaws.com' }, { Principal: { Service: 's3.amazonaws.com' } }],
    ['an account', { Principal: '210987654321' }, { Principal: { AWS: 'arn:aws:iam::210987654321:root' } }],
    ['a role', { Principal: 'arn:aws:iam::1:role/a' }, { Principal: { AWS: 'arn:aws:iam::1:role/a' } }],
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
    ['a function of nowhere', { FunctionName: 'other' }, 'is in no stack'],
    ['no function name', { FunctionName: 'a b' }, 'names no function'],
  ])('%s is an error', (_what, properties, message) => {
    expect(() => statement(properties)).toThrow(message);
    expect(statement({})).toBeDefined();
  });

  test('the service answers with the policy of the very ARN', async () => {
    const service = lambdaService({
      functions: read(lambda(), permission({ FunctionName: `${arn}:7` })),
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
