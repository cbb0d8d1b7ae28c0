import { mintRoleSession } from '../../../../local/iam/role-session';
import type { Session } from '../../../../local/sessions/session';
import { SessionStore } from '../../../../local/sessions/session-store';
import { compilePolicy } from '../../../../policy/compile';
import { target } from '../things';
import {
  allBut,
  type ExecutionAccount,
  everything,
  executionAccount,
  executionRole,
  executionSession,
  type Statements,
} from './execution-account';

let account: ExecutionAccount;
beforeEach(() => {
  account = executionAccount();
  account.allow(everything);
});
afterEach(() => expect(account.defects).toEqual([]));

const bucket = (more: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files', ...more } });
const files = (more: object = {}) => ({ Resources: { Files: bucket(more) } });
const versioned = files({ VersioningConfiguration: { Status: 'Enabled' } });
const refusedTo = (who: string, action: string) => `User: ${who} is not authorized to perform: ${action} on resource: `;
const document = (Statement: Statements) => ({ Version: '2012-10-17', Statement });

const trusting = (Service: string) => document([{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }]);

/** A role beside the execution role. */
function addRole(name: string, statements: Statements): string {
  const { roles } = account.account;
  const arn = `arn:aws:iam::${target.account}:role/${name}`;
  roles.add(
    { arn, name, roleId: `AROA${name.toUpperCase()}`, account: target.account, partition: 'aws' },
    {
      trustPolicy: compilePolicy(trusting('cloudformation.amazonaws.com'), name, 'trust'),
      maxSessionSeconds: 3600,
      tags: new Map(),
    },
  );
  roles.putPolicy(name, 'p', compilePolicy(document(statements), name, 'identity'));
  return arn;
}

const sessions = new SessionStore({ now: () => Date.UTC(2026, 10, 27, 12) });
/** A session of a role that somebody took. */
function sessionOf(name: string, sessionPolicies?: Statements): Session {
  const role = account.account.roles.find(roleArnOf(name));
  if (role === undefined) throw new Error(`no role ${name}`);
  const policies = sessionPolicies && [compilePolicy(document(sessionPolicies), 'session', 'identity')];
  return mintRoleSession(sessions, role, 'adele', 3600, { keys: {}, ...(policies && { sessionPolicies: policies }) });
}
const roleArnOf = (name: string) => `arn:aws:iam::${target.account}:role/${name}`;

/** Asks for an operation as somebody, with or without a role. */
async function ask(
  template: object,
  caller: { readonly roleArn?: string; readonly session?: Session },
): Promise<string> {
  const request = {
    ...{ stackName: 'own', template: JSON.stringify(template), parameters: new Map(), tags: undefined },
    ...{ capabilities: [], ...caller },
  };
  const there = account.stacks.view('own') !== undefined;
  const { id } = there ? account.stacks.updateStack(request, false) : account.stacks.createStack(request, 'ROLLBACK');
  await account.stacks.settled();
  return account.stacks.view(id)?.status ?? '';
}

describe('a stack that was handed a role', () => {
  beforeEach(async () => expect(await account.deploy('own', files())).toBe('CREATE_COMPLETE'));

  test('keeps it: whoever changes or deletes it afterwards acts as that role', async () => {
    account.allow(allBut('s3:PutBucketVersioning'));
    expect(account.stacks.view('own')?.roleArn).toBe(executionRole);
    expect(await ask(versioned, { session: account.administrator })).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.failures('own')).toEqual([
      expect.stringContaining(refusedTo(executionSession, 's3:PutBucketVersioning')),
    ]);
    account.allow(allBut('s3:DeleteBucket'));
    expect(await account.remove('own')).toBe('DELETE_FAILED');
    expect(account.failures('own').at(-1)).toContain(refusedTo(executionSession, 's3:DeleteBucket'));
    account.allow(everything);
    expect(await account.remove('own')).toBe('DELETE_COMPLETE');
  });

  test('has another one from when it is handed that, for its deletion too', async () => {
    const roleArn = addRole('Other', allBut('s3:DeleteBucket'));
    expect(await ask(versioned, { session: account.administrator, roleArn })).toBe('UPDATE_COMPLETE');
    expect(account.stacks.view('own')?.roleArn).toBe(roleArn);
    expect(await account.remove('own')).toBe('DELETE_FAILED');
    account.stacks.deleteStack('own', { retain: [], session: account.administrator, roleArn: executionRole });
    await account.stacks.settled();
    expect(account.stacks.view('own')).toBeUndefined();
  });

  test.each([
    ['is gone', () => account.account.roles.delete('Execution')],
    [
      'does not trust CloudFormation any more',
      () => {
        const { roles } = account.account;
        const { tags, maxSessionSeconds } = roles.find(executionRole) ?? { tags: new Map(), maxSessionSeconds: 3600 };
        roles.change('Execution', {
          tags,
          maxSessionSeconds,
          trustPolicy: compilePolicy(trusting('lambda.amazonaws.com'), 'other', 'trust'),
        });
      },
    ],
  ])('is not touched where the role %s', async (_, takeAway) => {
    takeAway();
    const sentence = `Role ${executionRole} is invalid or cannot be assumed`;
    await expect(account.remove('own')).rejects.toThrow(sentence);
    await expect(ask(versioned, { session: account.administrator })).rejects.toThrow(sentence);
    expect(account.stacks.view('own')?.status).toBe('CREATE_COMPLETE');
    const roleArn = addRole('Other', everything);
    expect(await ask(versioned, { session: account.administrator, roleArn })).toBe('UPDATE_COMPLETE');
  });
});

describe('a stack without a role', () => {
  test('is made with the caller’s own session, whoever calls', async () => {
    addRole('Developer', allBut('s3:PutBucketVersioning'));
    const session = sessionOf('Developer');
    expect(await ask(files(), { session })).toBe('CREATE_COMPLETE');
    expect(await ask(versioned, { session })).toBe('UPDATE_ROLLBACK_COMPLETE');
    const who = `arn:aws:sts::${target.account}:assumed-role/Developer/adele`;
    expect(account.failures('own')).toEqual([expect.stringContaining(refusedTo(who, 's3:PutBucketVersioning'))]);
    expect(await ask(versioned, { session: account.administrator })).toBe('UPDATE_COMPLETE');
    expect(account.stacks.view('own')?.roleArn).toBeUndefined();
  });

  test('is limited by the policies of the caller’s session', async () => {
    addRole('Developer', everything);
    const session = sessionOf('Developer', [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }]);
    expect(await ask(files(), { session })).toBe('ROLLBACK_COMPLETE');
    expect(account.failures('own')).toEqual([
      expect.stringContaining('because no session policy allows the s3:CreateBucket action'),
    ]);
    expect(await account.remove('own')).toBe('DELETE_COMPLETE');
    expect(await ask(files(), { session: sessionOf('Developer') })).toBe('CREATE_COMPLETE');
  });
});

test('a role’s permissions boundary holds for CloudFormation', async () => {
  const { roles } = account.account;
  const { tags, maxSessionSeconds, trustPolicy } = roles.find(executionRole) as never;
  const bounded = (permissionsBoundaryArn: string) =>
    roles.change('Execution', { tags, maxSessionSeconds, trustPolicy, permissionsBoundaryArn });
  bounded('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess');
  expect(await account.deploy('own', files())).toBe('ROLLBACK_COMPLETE');
  expect(account.failures('own')).toEqual([expect.stringContaining('because no permissions boundary allows')]);
  expect(await account.remove('own')).toBe('DELETE_COMPLETE');
  bounded('arn:aws:iam::aws:policy/AmazonS3FullAccess');
  expect(await account.deploy('own', files())).toBe('CREATE_COMPLETE');
});

describe('what was begun and may not be undone', () => {
  const parameter = (more: object = {}) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Type: 'String', Value: '1', ...more },
  });
  const broken = {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: 'nowhere', PolicyDocument: {} },
    DependsOn: 'Files',
  };

  test('leaves a creation in ROLLBACK_FAILED, until the policy is mended', async () => {
    account.allow(allBut('s3:DeleteBucket'));
    expect(await account.deploy('own', { Resources: { ...files().Resources, Broken: broken } })).toBe(
      'ROLLBACK_FAILED',
    );
    expect(account.failures('own')).toContainEqual(
      expect.stringContaining('Files DELETE_FAILED: Resource handler returned message: "User:'),
    );
    expect(await account.remove('own')).toBe('DELETE_FAILED');
    account.allow(everything);
    expect(await account.remove('own')).toBe('DELETE_COMPLETE');
  });

  test('leaves an update in UPDATE_ROLLBACK_FAILED, until the policy is mended', async () => {
    const version = (more: object) => parameter({ Name: '/v', ...more });
    expect(await account.deploy('own', { Resources: { Version: version({}) } })).toBe('CREATE_COMPLETE');
    // Giving the parameter its tags takes another permission than taking them away.
    account.allow(allBut('ssm:RemoveTagsFromResource'));
    const Resources = { Version: version({ Tags: { team: 'red' } }), Broken: { ...broken, DependsOn: 'Version' } };
    expect(await account.deploy('own', { Resources })).toBe('UPDATE_ROLLBACK_FAILED');
    expect(account.failures('own').at(-1)).toContain(refusedTo(executionSession, 'ssm:RemoveTagsFromResource'));
    account.stacks.continueRollback('own', { skip: [], session: account.administrator });
    await account.stacks.settled();
    expect(account.stacks.view('own')?.status).toBe('UPDATE_ROLLBACK_FAILED');
    account.allow(everything);
    account.stacks.continueRollback('own', { skip: [], session: account.administrator });
    await account.stacks.settled();
    expect(account.stacks.view('own')?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

describe('policies that are handed to cdk bootstrap', () => {
  const role = (more: object = {}) => ({
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'Player', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ...more },
  });
  const powerUser: Statements = [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    { Effect: 'Allow', Action: ['iam:CreateServiceLinkedRole', 'iam:ListRoles'], Resource: '*' },
  ];
  test.each<readonly [string, Statements, object, string]>([
    ['AdministratorAccess', everything, { Role: role(), Files: bucket() }, 'CREATE_COMPLETE'],
    ['PowerUserAccess', powerUser, { Files: bucket() }, 'CREATE_COMPLETE'],
    ['PowerUserAccess', powerUser, { Role: role(), Files: bucket() }, 'ROLLBACK_COMPLETE'],
  ])('%s, %#', async (_, statements, Resources, status) => {
    account.allow(statements);
    expect(await account.deploy('own', { Resources })).toBe(status);
    const reasons =
      status === 'CREATE_COMPLETE' ? [] : [expect.stringContaining(refusedTo(executionSession, 'iam:CreateRole'))];
    expect(account.failures('own').filter((one) => one.startsWith('Role'))).toEqual(reasons);
  });
});

describe('conditions', () => {
  const boundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  const team = { Tags: [{ Key: 'team', Value: 'red' }] };
  const player = (more: object = {}) => ({
    Player: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'Player', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ...more },
    },
  });
  const file = (more: object = {}) => ({ Files: bucket(more) });
  const fn = {
    Check: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...{ FunctionName: 'check', Handler: 'index.handler', Runtime: 'nodejs22.x', Role: executionRole },
        Code: { ZipFile: 'exports.handler = async () => {};' },
      },
    },
  };
  const [made, refused] = ['CREATE_COMPLETE', 'ROLLBACK_COMPLETE'];

  test.each<readonly [action: string, condition: object, resources: object, inAllow: string, inDeny: string]>([
    ['s3:CreateBucket', { Bool: { 'aws:ViaAWSService': 'true' } }, file(), made, refused],
    ['s3:CreateBucket', { Bool: { 'aws:ViaAWSService': 'false' } }, file(), refused, made],
    [
      's3:CreateBucket',
      { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' } },
      file(),
      made,
      refused,
    ],
    ['s3:CreateBucket', { StringEquals: { 'aws:CalledViaLast': 'lambda.amazonaws.com' } }, file(), refused, made],
    ['s3:CreateBucket', { ArnEquals: { 'aws:PrincipalArn': executionRole } }, file(), made, refused],
    ['s3:CreateBucket', { ArnEquals: { 'aws:PrincipalArn': `${executionRole}2` } }, file(), refused, made],
    ['s3:CreateBucket', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, file(), made, refused],
    ['iam:CreateRole', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, player(), made, refused],
    ['iam:CreateRole', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, player(), refused, made],
    ['s3:CreateBucket', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, file(), refused, refused],
    ['s3:CreateBucket', { StringEquals: { 's3:locationconstraint': 'eu-west-1' } }, file(), refused, refused],
    ['s3:CreateBucket', { StringEquals: { 'aws:RequestTag/team': 'red' } }, file(team), made, refused],
    ['s3:CreateBucket', { StringEquals: { 'aws:RequestTag/team': 'blue' } }, file(team), refused, made],
    ['s3:CreateBucket', { StringEquals: { 'aws:RequestTag/other': 'red' } }, file(team), refused, refused],
    [
      'iam:CreateRole',
      { StringEquals: { 'iam:PermissionsBoundary': boundary } },
      player({ PermissionsBoundary: boundary }),
      made,
      refused,
    ],
    ['iam:CreateRole', { StringEquals: { 'iam:PermissionsBoundary': boundary } }, player(), refused, made],
    [
      'iam:AttachRolePolicy',
      { ArnEquals: { 'iam:PolicyARN': boundary } },
      player({ ManagedPolicyArns: [boundary] }),
      made,
      refused,
    ],
    [
      'iam:AttachRolePolicy',
      { ArnEquals: { 'iam:PolicyARN': boundary } },
      player({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      refused,
      made,
    ],
    ['iam:PassRole', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }, fn, made, refused],
    ['iam:PassRole', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }, fn, refused, made],
  ])('%s, %j', async (Action, Condition, Resources, inAllow, inDeny) => {
    account.allow([...allBut(Action), { Effect: 'Allow', Action, Resource: '*', Condition }]);
    expect(await account.deploy('allowed', { Resources })).toBe(inAllow);
    account.allow(everything);
    await account.remove('allowed');
    account.allow([...everything, { Effect: 'Deny', Action, Resource: '*', Condition }]);
    expect(await account.deploy('denied', { Resources })).toBe(inDeny);
  });
});

test('what a start deploys, nobody is asked for', async () => {
  account.allow([{ Effect: 'Deny', Action: '*', Resource: '*' }]);
  expect(await account.deploy('own', files(), 'account')).toBe('CREATE_COMPLETE');
  expect(account.asked).toEqual([]);
});

test('what a resource’s own policy forbids is forbidden, and a policy that refuses plain HTTP is in no way', async () => {
  const policy = (Action: string, Condition: object) => ({
    Type: 'AWS::S3::BucketPolicy',
    DeletionPolicy: 'Retain',
    Properties: {
      Bucket: 'files',
      PolicyDocument: document([{ Effect: 'Deny', Principal: '*', Action, Resource: 'arn:aws:s3:::files', Condition }]),
    },
  });
  await account.deploy('base', files(), 'account');
  const tls = { Bool: { 'aws:SecureTransport': 'false' } };
  const template = (Policy: object) => ({ Resources: { Policy } });
  expect(await account.deploy('own', template(policy('s3:*', tls)))).toBe('CREATE_COMPLETE');
  const always = { StringLike: { 'aws:PrincipalArn': '*' } };
  expect(await account.deploy('own', template(policy('s3:PutBucketPolicy', always)))).toBe('UPDATE_COMPLETE');
  expect(await account.deploy('own', template(policy('s3:PutBucketPolicy', tls)))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(account.failures('own')).toEqual([
    expect.stringContaining('s3:PutBucketPolicy on resource: "arn:aws:s3:::files" with an explicit deny'),
  ]);
});

test('parameters of the parameter store are read by the caller, and by the role', async () => {
  account.account.parameters.put('/v', { type: 'String', value: '1', tier: 'Standard' }, 0);
  const template = {
    Parameters: { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/v' } },
    Resources: { Files: bucket() },
  };
  const sentence = "AccessDenied. User doesn't have permission to call ssm:GetParameters";
  account.allow(allBut('ssm:GetParameters'));
  await expect(account.deploy('own', template)).rejects.toThrow(sentence);
  account.allow(everything);
  addRole('Developer', allBut('ssm:GetParameters'));
  const asDeveloper = { session: sessionOf('Developer'), roleArn: executionRole };
  await expect(ask(template, asDeveloper)).rejects.toThrow(sentence);
  expect(account.stacks.view('own')).toBeUndefined();
  expect(await account.deploy('own', template)).toBe('CREATE_COMPLETE');
});
