import * as cf from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { CallDecision } from '../../../../local/http/call-decision';
import { callerOf } from '../../../../local/services/cloudformation/operation-parts';
import type { Session } from '../../../../local/sessions/session';
import { administratorClient } from '../../../../local/smoke-test/administrator-client';
import { type AccountOnHand, accountOnHand } from '../account-on-hand';

let on: AccountOnHand;
const refusals: CallDecision[] = [];
beforeAll(async () => {
  on = await accountOnHand({ onDecision: (made) => made.decision.allowed || refusals.push(made) });
});
afterAll(() => on.cloud.stop());
afterEach(() => expect(on.defects).toEqual([]));
beforeEach(() => refusals.splice(0));

const document = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const role = (RoleName: string, Principal: object, statement: object) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: document({ Principal, Action: 'sts:AssumeRole' }),
    Policies: [{ PolicyName: 'p', PolicyDocument: document(statement) }],
  },
});
const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const bucket = { Resources: { Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } } } };
const cloudFormation = { Service: 'cloudformation.amazonaws.com' };

async function inRole(name: string) {
  const sts = new STSClient(administratorClient(on.cloud));
  const asked = { RoleArn: arn(name), RoleSessionName: 'adele' };
  const { Credentials: { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = {} } = await sts.send(
    new AssumeRoleCommand(asked),
  );
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return new cf.CloudFormationClient({ ...administratorClient(on.cloud), credentials });
}

beforeAll(async () => {
  const here = { AWS: '123456789012' };
  const Deploy = role('Deploy', here, { Action: 'cloudformation:*', Resource: '*' });
  const Execution = role('Execution', cloudFormation, { NotAction: 's3:PutBucketTagging', Resource: '*' });
  const Other = role('Other', { Service: 'lambda.amazonaws.com' }, { Action: '*', Resource: '*' });
  expect(await on.deploy('roles', { Resources: { Deploy, Execution, Other } })).toBe('CREATE_COMPLETE');
  expect(await on.deploy('own', bucket)).toBe('CREATE_COMPLETE');
});

type Command = (input: { StackName: string; RoleARN: string }) => unknown;
const calls: [string, Command][] = [
  ['DeleteStack', (input) => new cf.DeleteStackCommand(input)],
  ['ContinueUpdateRollback', (input) => new cf.ContinueUpdateRollbackCommand(input)],
  ['RollbackStack', (input) => new cf.RollbackStackCommand(input)],
];
const send = (client: cf.CloudFormationClient, command: unknown) => client.send(command as cf.DescribeStacksCommand);

test.each(calls)(
  '%s hands a role on: to whoever may pass it, and one that trusts CloudFormation',
  async (_, command) => {
    const handed = (RoleARN: string) => command({ StackName: 'own', RoleARN });
    await expect(send(await inRole('Deploy'), handed(arn('Execution')))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`iam:PassRole on resource: ${arn('Execution')}`),
    });
    expect(refusals).toEqual([expect.objectContaining({ service: 'cloudformation' })]);
    await expect(send(on.client, handed(arn('Other')))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/is invalid or cannot be assumed|is in .* state/),
    });
    expect(on.cloud.cloudFormation.view('own')?.status).toBe('CREATE_COMPLETE');
  },
);

test('a call is never the account’s own, whoever made it', () => {
  const session = { arn: 'arn:aws:iam::123456789012:user/adele' } as Session;
  expect(callerOf({ session })).toEqual({ session });
  expect(() => callerOf({})).toThrow('an unsigned call can not change a stack');
});

test('a caller without a role deploys with what they may do themselves, and whoever runs the cloud is told', async () => {
  const deploy = await inRole('Deploy');
  const input = {
    StackName: 'mine',
    TemplateBody: JSON.stringify({ Resources: { Mine: { Type: 'AWS::S3::Bucket' } } }),
  };
  await deploy.send(new cf.CreateStackCommand(input));
  await on.cloud.cloudFormation.settled();
  const who = 'arn:aws:sts::123456789012:assumed-role/Deploy/adele';
  expect((await on.history('mine')).filter((line) => line.startsWith('Mine CREATE_FAILED'))).toEqual([
    expect.stringContaining(`User: ${who} is not authorized to perform: s3:CreateBucket on resource: `),
  ]);
  expect(refusals.map(({ service }) => service)).toContain('s3');
});

test('a change set acts as the role that it was made with', async () => {
  const input = { StackName: 'set', ChangeSetName: 'a', ChangeSetType: 'CREATE' as const, RoleARN: arn('Execution') };
  const tagged = { Mine: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'a', Value: 'b' }] } } };
  await on.client.send(
    new cf.CreateChangeSetCommand({ ...input, TemplateBody: JSON.stringify({ Resources: tagged }) }),
  );
  await on.client.send(new cf.ExecuteChangeSetCommand({ StackName: 'set', ChangeSetName: 'a' }));
  await on.cloud.cloudFormation.settled();
  expect((await on.history('set')).join('\n')).toContain(
    'assumed-role/Execution/AWSCloudFormation is not authorized to perform: s3:PutBucketTagging',
  );
});
