import * as cf from '@aws-sdk/client-cloudformation';
import { GetBucketTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { type AccountOnHand, accountOnHand } from './account-on-hand';

let on: AccountOnHand;
let s3: S3Client;
beforeAll(async () => {
  on = await accountOnHand();
  s3 = new S3Client({ ...administratorClient(on.cloud), forcePathStyle: true });
});
afterAll(() => on.cloud.stop());
afterEach(() => expect(on.defects).toEqual([]));

const bucket = (Properties: object = {}, more: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties, ...more });
const parameter = (Value: unknown, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Value },
  ...more,
});
const text = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more });
const refused = (name: string, message: string | RegExp) => ({
  name,
  message: typeof message === 'string' ? message : expect.stringMatching(message),
});
const settled = () => on.cloud.cloudFormation.settled();

describe('protection', () => {
  const table = (DeletionProtectionEnabled: boolean) => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      DeletionProtectionEnabled,
    },
  });
  const pool = (on: boolean) => ({
    Type: 'AWS::Cognito::UserPool',
    Properties: { UserPoolName: 'players', DeletionProtection: on ? 'ACTIVE' : 'INACTIVE' },
  });

  test.each<[string, (on: boolean) => object]>([
    ['table', table],
    ['user pool', pool],
  ])('of a %s refuses its deletion, that of a failed creation too, and then it goes', async (what, resource) => {
    const StackName = `protected-${what.replace(' ', '-')}`;
    const other = { Other: bucket() };
    const broken = { Broken: bucket({ Nothing: 1 }, { DependsOn: 'It' }) };
    expect(await on.deploy(StackName, text({ It: resource(true), ...broken }))).toBe('ROLLBACK_FAILED');
    expect(await on.remove(StackName)).toBe('DELETE_FAILED');
    const { StackResources } = await on.client.send(new cf.DescribeStackResourcesCommand({ StackName }));
    expect(StackResources?.map((one) => [one.LogicalResourceId, one.ResourceStatus])).toEqual([
      ['It', 'DELETE_FAILED'],
    ]);
    await on.client.send(new cf.DeleteStackCommand({ StackName, RetainResources: ['It'] }));
    await settled();
    expect(await on.deploy(StackName, text({ It: resource(true), ...other }))).toBe('CREATE_COMPLETE');
    expect(await on.remove(StackName)).toBe('DELETE_FAILED');
    expect(await on.remove(StackName)).toBe('DELETE_FAILED');
    expect(await on.deploy(`${StackName}-2`, text({ It: resource(true), ...other }))).toBe('CREATE_COMPLETE');
    expect(await on.deploy(`${StackName}-2`, text({ It: resource(false), ...other }))).toBe('UPDATE_COMPLETE');
    expect(await on.remove(`${StackName}-2`)).toBe('DELETE_COMPLETE');
  });

  test('of a stack refuses its deletion, that of a failed creation too', async () => {
    const input = { StackName: 'ended', TemplateBody: text({ A: bucket({ Nothing: 1 }) }) };
    await on.client.send(new cf.CreateStackCommand({ ...input, EnableTerminationProtection: true }));
    await settled();
    const remove = () => on.client.send(new cf.DeleteStackCommand({ StackName: 'ended' }));
    await expect(remove()).rejects.toMatchObject(refused('ValidationError', /TerminationProtection is enabled/));
    const protect = { StackName: 'ended', EnableTerminationProtection: false };
    await on.client.send(new cf.UpdateTerminationProtectionCommand(protect));
    expect(await on.remove('ended')).toBe('DELETE_COMPLETE');
  });

  test('of a bucket is what is in it', async () => {
    expect(await on.deploy('full', text({ A: bucket({ BucketName: 'full' }) }))).toBe('CREATE_COMPLETE');
    await s3.send(new PutObjectCommand({ Bucket: 'full', Key: 'save', Body: '1' }));
    expect(await on.remove('full')).toBe('DELETE_FAILED');
    expect((await on.history('full')).join('\n')).toMatch(/A DELETE_FAILED: .*not empty/);
    expect(await on.deploy('empty', text({ A: bucket() }))).toBe('CREATE_COMPLETE');
    expect(await on.remove('empty')).toBe('DELETE_COMPLETE');
  });
});

describe('a change set', () => {
  const StackName = 'sets';
  const make = (ChangeSetName: string, Value: string, ChangeSetType: 'CREATE' | 'UPDATE') =>
    on.client.send(
      new cf.CreateChangeSetCommand({
        StackName,
        ChangeSetName,
        ChangeSetType,
        TemplateBody: text({ A: parameter(Value) }),
      }),
    );
  const execute = (ChangeSetName: string) =>
    on.client.send(new cf.ExecuteChangeSetCommand({ StackName, ChangeSetName }));

  test('is executed once, of two at once one is', async () => {
    await make('first', '1', 'CREATE');
    const outcomes = await Promise.allSettled([execute('first'), execute('first')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await settled();
    await expect(execute('first')).rejects.toMatchObject(
      refused('InvalidChangeSetStatusException', /cannot be executed/),
    );
    await make('second', '2', 'UPDATE');
    await make('third', '3', 'UPDATE');
    const two = await Promise.allSettled([execute('second'), execute('third')]);
    expect(two.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await settled();
    expect(on.cloud.cloudFormation.view(StackName)?.status).toBe('UPDATE_COMPLETE');
    const { Summaries } = await on.client.send(new cf.ListChangeSetsCommand({ StackName }));
    expect(Summaries?.filter((set) => set.ExecutionStatus === 'AVAILABLE')).toEqual([]);
  });
});

describe('TemplateURL', () => {
  const padded = (size: number) => {
    const template = text({ A: bucket() }, { Metadata: { pad: '' } });
    return template.replace('"pad":""', `"pad":"${'x'.repeat(size - template.length)}"`);
  };
  let version = '';
  beforeAll(async () => {
    const settings = { BucketName: 'templates', VersioningConfiguration: { Status: 'Enabled' } };
    await on.deploy('templates', text({ A: bucket(settings) }));
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: 'templates', Key, Body }));
    await put('large', padded(1_000_000));
    await put('too-large', padded(1_000_001));
    version = (await put('kept', text({ First: bucket() }))).VersionId ?? '';
    await put('kept', text({ Second: bucket() }));
  });
  const deploy = async (url: string) => {
    const TemplateURL = url.replace('LOCAL', on.cloud.url).replace('VERSION', version);
    await on.client.send(new cf.CreateStackCommand({ StackName: 'by-url', TemplateURL }));
    await settled();
    const { StackResourceSummaries } = await on.client.send(new cf.ListStackResourcesCommand({ StackName: 'by-url' }));
    await on.remove('by-url');
    return StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId).join();
  };

  test.each([
    ['https://templates.s3.eu-west-1.amazonaws.com/large', 'A'],
    ['https://s3.eu-west-1.amazonaws.com/templates/large', 'A'],
    ['https://templates.s3.amazonaws.com/kept', 'Second'],
    ['https://templates.s3.amazonaws.com/kept?versionId=VERSION', 'First'],
    ['LOCAL/templates/kept', 'Second'],
  ])('%s is read', async (url, logicalIds) => {
    expect(await deploy(url)).toBe(logicalIds);
  });

  const unsupported = 'TemplateURL must be a supported URL.';
  const missing = 'S3 error: The specified key does not exist.';
  test.each([
    ['https://templates.s3.amazonaws.com/too-large', 'Template may not exceed 1000000 bytes in size.'],
    ['https://templates.s3.amazonaws.com/missing', missing],
    ['https://missing.s3.amazonaws.com/kept', missing],
    ['https://templates.s3.amazonaws.com/kept?versionId=missing', missing],
    ['https://templates.elsewhere.example/kept', unsupported],
    ['https://elsewhere.example/templates/kept', unsupported],
    ['http://templates.s3.amazonaws.com/kept', unsupported],
    ['s3://templates/kept', unsupported],
    ['https://templates.s3.amazonaws.com/%zz', unsupported],
    ['kept', unsupported],
  ])('%s is refused', async (url, message) => {
    await expect(deploy(url)).rejects.toMatchObject(refused('ValidationError', message));
    expect(on.cloud.cloudFormation.view('by-url')).toBeUndefined();
  });
});

test('a bucket’s tags are those of its template, and follow it', async () => {
  const tagging = () => s3.send(new GetBucketTaggingCommand({ Bucket: 'tagged' }));
  const tagged = (Value: string) => text({ A: bucket({ BucketName: 'tagged', Tags: [{ Key: 'of', Value }] }) });
  for (const value of ['players', 'backend']) {
    await on.deploy('tagged', tagged(value));
    expect((await tagging()).TagSet).toEqual([{ Key: 'of', Value: value }]);
  }
  await on.deploy('tagged', text({ A: bucket({ BucketName: 'tagged' }) }));
  await expect(tagging()).rejects.toMatchObject(refused('NoSuchTagSet', 'The TagSet does not exist'));
});

test('500 resources in a row are deployed, told of and deleted', async () => {
  const row = (Value: string) =>
    Array.from({ length: 500 }, (_, at) => [`A${at}`, parameter(Value, at === 0 ? {} : { DependsOn: `A${at - 1}` })]);
  const started = performance.now();
  expect(await on.deploy('many', text(Object.fromEntries(row('1')), {}))).toBe('CREATE_COMPLETE');
  expect(await on.deploy('many', text(Object.fromEntries(row('2')), {}))).toBe('UPDATE_COMPLETE');
  const history = await on.history('many');
  expect(history[0]).toBe('many CREATE_IN_PROGRESS: User Initiated');
  expect(history.at(-1)).toBe('many UPDATE_COMPLETE');
  expect(history.indexOf('A7 CREATE_COMPLETE')).toBeLessThan(history.indexOf('A8 CREATE_COMPLETE'));
  expect(await on.remove('many')).toBe('DELETE_COMPLETE');
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('the SDK waits for what it asks for, and learns what failed', async () => {
  const { client } = on;
  const waiting = { client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 };
  const StackName = 'waits';
  const { StackId = '' } = await client.send(
    new cf.CreateStackCommand({ StackName, TemplateBody: text({ A: bucket() }) }),
  );
  expect((await cf.waitUntilStackCreateComplete(waiting, { StackName })).state).toBe('SUCCESS');
  await client.send(new cf.UpdateStackCommand({ StackName, TemplateBody: text({ A: bucket(), B: bucket() }) }));
  expect((await cf.waitUntilStackUpdateComplete(waiting, { StackName })).state).toBe('SUCCESS');
  await client.send(new cf.UpdateStackCommand({ StackName, TemplateBody: text({ A: bucket({ Nothing: 1 }) }) }));
  await expect(cf.waitUntilStackUpdateComplete(waiting, { StackName })).rejects.toThrow(/ROLLBACK/);
  await client.send(new cf.DeleteStackCommand({ StackName }));
  expect((await cf.waitUntilStackDeleteComplete(waiting, { StackName })).state).toBe('SUCCESS');
  // A deleted stack is found by its ID alone.
  const { Stacks } = await client.send(new cf.DescribeStacksCommand({ StackName: StackId }));
  expect(Stacks).toMatchObject([{ StackName, StackStatus: 'DELETE_COMPLETE' }]);
  const named = client.send(new cf.DescribeStacksCommand({ StackName }));
  await expect(named).rejects.toMatchObject(refused('ValidationError', `Stack with id ${StackName} does not exist`));
  const { StackId: next } = await client.send(
    new cf.CreateStackCommand({ StackName, TemplateBody: text({ A: bucket() }) }),
  );
  expect(next).not.toBe(StackId);
  await settled();
});

test('a stack that is changed is not deleted meanwhile, nor changed twice', async () => {
  const StackName = 'meanwhile';
  const update = (Value: string) =>
    new cf.UpdateStackCommand({ StackName, TemplateBody: text({ A: parameter(Value) }) });
  await on.deploy(StackName, text({ A: parameter('1') }));
  const id = on.cloud.cloudFormation.view(StackName)?.id;
  on.cloud.cloudFormation.setStatus(StackName, 'UPDATE_IN_PROGRESS');
  await expect(on.client.send(new cf.DeleteStackCommand({ StackName }))).rejects.toMatchObject(
    refused('ValidationError', `Stack [${id}] cannot be deleted while in status UPDATE_IN_PROGRESS`),
  );
  await expect(on.client.send(update('2'))).rejects.toMatchObject(
    refused('ValidationError', `Stack:${id} is in UPDATE_IN_PROGRESS state and can not be updated.`),
  );
  on.cloud.cloudFormation.setStatus(StackName, 'CREATE_COMPLETE');
  await on.client.send(update('2'));
  await settled();
  expect(await on.remove(StackName)).toBe('DELETE_COMPLETE');
});

test.each<[string, () => Promise<unknown>]>([
  ['DetectStackDrift', () => on.client.send(new cf.DetectStackDriftCommand({ StackName: 'any' }))],
  ['CreateStackSet', () => on.client.send(new cf.CreateStackSetCommand({ StackSetName: 'any', TemplateBody: '{}' }))],
  ['ListStackSets', () => on.client.send(new cf.ListStackSetsCommand({}))],
  ['SetStackPolicy', () => on.client.send(new cf.SetStackPolicyCommand({ StackName: 'any', StackPolicyBody: '{}' }))],
])('%s is not performed here, and that is said in the service’s form', async (what, call) => {
  await expect(call()).rejects.toMatchObject({
    ...refused('NotImplemented', new RegExp(what)),
    $metadata: expect.objectContaining({ httpStatusCode: 501 }),
  });
});

describe('a role', () => {
  const document = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const role = (RoleName: string, Principal: object, ...statements: object[]) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName,
      AssumeRolePolicyDocument: document({ Principal, Action: 'sts:AssumeRole' }),
      Policies: statements.map((statement, at) => ({ PolicyName: `p${at}`, PolicyDocument: document(statement) })),
    },
  });
  const here = { AWS: '123456789012' };
  const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const inRole = async (name: string) => {
    const sts = new STSClient(administratorClient(on.cloud));
    const asked = { RoleArn: arn(name), RoleSessionName: 'test' };
    const { Credentials: { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = {} } = await sts.send(
      new AssumeRoleCommand(asked),
    );
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    return new cf.CloudFormationClient({ ...administratorClient(on.cloud), credentials });
  };
  beforeAll(async () => {
    const own = 'arn:aws:cloudformation:*:*:stack/own*/*';
    const roles = {
      Deploy: role(
        'Deploy',
        here,
        { Action: 'cloudformation:*', Resource: own },
        { Action: 'iam:PassRole', Resource: arn('Execution') },
      ),
      Player: role('Player', here, { Action: 's3:*', Resource: '*' }),
      Execution: role('Execution', { Service: 'cloudformation.amazonaws.com' }, { Action: '*', Resource: '*' }),
      Other: role('Other', { Service: 'lambda.amazonaws.com' }, { Action: '*', Resource: '*' }),
    };
    expect(await on.deploy('roles', text(roles))).toBe('CREATE_COMPLETE');
    await on.deploy('own-0', text({ A: bucket() }));
  });
  const calls: [string, (StackName: string) => unknown][] = [
    ['CreateStack', (StackName) => new cf.CreateStackCommand({ StackName, TemplateBody: text({ A: bucket() }) })],
    ['UpdateStack', (StackName) => new cf.UpdateStackCommand({ StackName, TemplateBody: text({ A: bucket() }) })],
    ['DeleteStack', (StackName) => new cf.DeleteStackCommand({ StackName })],
    ['DescribeStackEvents', (StackName) => new cf.DescribeStackEventsCommand({ StackName })],
    ['GetTemplate', (StackName) => new cf.GetTemplateCommand({ StackName })],
    ['ContinueUpdateRollback', (StackName) => new cf.ContinueUpdateRollbackCommand({ StackName })],
    [
      'CreateChangeSet',
      (StackName) =>
        new cf.CreateChangeSetCommand({ StackName, ChangeSetName: 'a', TemplateBody: text({ A: bucket() }) }),
    ],
    ['ExecuteChangeSet', (StackName) => new cf.ExecuteChangeSetCommand({ StackName, ChangeSetName: 'a' })],
  ];
  const send = (client: cf.CloudFormationClient, command: unknown) => client.send(command as cf.DescribeStacksCommand);

  test.each(calls)('of a player may not %s, one for deployments may for its own stacks', async (action, command) => {
    const denied = refused('AccessDenied', new RegExp(`is not authorized to perform: cloudformation:${action} `));
    await expect(send(await inRole('Player'), command('own-0'))).rejects.toMatchObject(denied);
    await expect(send(await inRole('Deploy'), command('roles'))).rejects.toMatchObject(denied);
    const [outcome] = await Promise.allSettled([send(await inRole('Deploy'), command('own-1'))]);
    await settled();
    expect(outcome).not.toMatchObject({ reason: { name: 'AccessDenied' } });
  });

  test('is handed to CloudFormation by whoever may pass it, and where it trusts CloudFormation', async () => {
    const deploy = await inRole('Deploy');
    const create = (client: cf.CloudFormationClient, RoleARN: string) =>
      client.send(new cf.CreateStackCommand({ StackName: 'own-2', TemplateBody: text({ A: bucket() }), RoleARN }));
    await expect(create(deploy, arn('Other'))).rejects.toMatchObject(refused('AccessDenied', /iam:PassRole/));
    for (const name of ['Other', 'Missing']) {
      const sentence = `Role ${arn(name)} is invalid or cannot be assumed`;
      await expect(create(on.client, arn(name))).rejects.toMatchObject(refused('ValidationError', sentence));
    }
    await create(deploy, arn('Execution'));
    await settled();
    expect(on.cloud.cloudFormation.view('own-2')?.status).toBe('CREATE_COMPLETE');
  });
});
