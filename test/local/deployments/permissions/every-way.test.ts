import {
  allBut,
  type ExecutionAccount,
  everything,
  executionAccount,
  executionRole,
  executionSession,
} from './execution-account';

let account: ExecutionAccount;
beforeEach(() => {
  account = executionAccount();
  account.allow(everything);
});
afterEach(() => expect(account.defects).toEqual([]));

type Resources = Readonly<Record<string, object>>;

const bucket = (BucketName: string, more: object = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName },
  ...more,
});
const tagged = (more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: '/v', Type: 'String', Value: '1', ...more },
});
const tags = { Tags: { team: 'red' } };
const custom = (more: object = {}) => ({
  Type: 'Custom::Trigger',
  Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:trigger', ...more },
});
/** What fails once the others are there. */
const broken = (...DependsOn: string[]) => ({
  Type: 'AWS::S3::BucketPolicy',
  DependsOn,
  Properties: { Bucket: 'nowhere', PolicyDocument: {} },
});
const other = { Other: tagged({ Name: '/other' }) };

const deploy = (Resources: Resources) => account.deploy('own', { Resources });
/** A deployment that is not rolled back. */
async function left(Resources: Resources, onFailure: 'DO_NOTHING' | 'DELETE' = 'DO_NOTHING'): Promise<void> {
  account.stacks.createStack(
    {
      ...{ stackName: 'own', template: JSON.stringify({ Resources }), parameters: new Map(), tags: undefined },
      ...{ capabilities: [], roleArn: executionRole, session: account.administrator },
    },
    onFailure,
  );
  await account.stacks.settled();
}

interface Way {
  readonly way: string;
  /** What is there before. */
  readonly there?: () => Promise<unknown>;
  readonly act: () => Promise<unknown>;
  /** What is refused in one half, and what is not done then. */
  readonly action: string;
  readonly step: string;
  /** How often it is done where it may be; else once less. @default 1 */
  readonly times?: number;
}

const ways: readonly Way[] = [
  { way: 'a creation', act: () => deploy({ Files: bucket('files') }), action: 's3:CreateBucket', step: 'create Files' },
  {
    way: 'a change in place',
    there: () => deploy({ Version: tagged() }),
    act: () => deploy({ Version: tagged({ Value: '2' }) }),
    ...{ action: 'ssm:PutParameter', step: 'update Version' },
  },
  {
    way: 'a replacement, which makes the new one',
    there: () => deploy({ Files: bucket('files') }),
    act: () => deploy({ Files: bucket('others') }),
    ...{ action: 's3:CreateBucket', step: 'create Files' },
  },
  {
    way: 'a replacement, which deletes the old one',
    there: () => deploy({ Files: bucket('files') }),
    act: () => deploy({ Files: bucket('others') }),
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'what leaves the template',
    there: () => deploy({ Files: bucket('files'), ...other }),
    act: () => deploy(other),
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'the rollback of a creation',
    act: () => deploy({ Files: bucket('files', { DeletionPolicy: 'RetainExceptOnCreate' }), Broken: broken('Files') }),
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'the deletion of a creation that failed',
    act: () => left({ Files: bucket('files'), Broken: broken('Files') }, 'DELETE'),
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'the rollback of a change in place',
    there: () => deploy({ Version: tagged() }),
    act: () => deploy({ Version: tagged(tags), Broken: broken('Version') }),
    ...{ action: 'ssm:RemoveTagsFromResource', step: 'update Version', times: 2 },
  },
  {
    way: 'the rollback of a replacement',
    there: () => deploy({ Files: bucket('files') }),
    act: () => deploy({ Files: bucket('others'), Broken: broken('Files') }),
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'the rollback of an update that made something',
    there: () => deploy(other),
    act: () => deploy({ ...other, Files: bucket('files'), Broken: broken('Files') }),
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'the rollback that was asked for',
    there: () => left({ Files: bucket('files'), Broken: broken('Files') }),
    async act() {
      account.stacks.rollback('own', { session: account.administrator });
      await account.stacks.settled();
    },
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'a retry that clears away what a failed creation has left',
    there: () => left({ Check: custom({ Fails: 'yes' }) }),
    act: () => deploy({ Check: custom() }),
    ...{ action: 'lambda:InvokeFunction', step: 'delete Check' },
  },
  {
    way: 'a custom resource that is made',
    act: () => deploy({ Check: custom() }),
    ...{ action: 'lambda:InvokeFunction', step: 'create Check' },
  },
  {
    way: 'a custom resource that changes',
    there: () => deploy({ Check: custom() }),
    act: () => deploy({ Check: custom({ Again: 'yes' }) }),
    ...{ action: 'lambda:InvokeFunction', step: 'update Check' },
  },
  {
    way: 'a custom resource that is deleted',
    there: () => deploy({ Check: custom() }),
    act: () => account.remove('own'),
    ...{ action: 'lambda:InvokeFunction', step: 'delete Check' },
  },
  {
    way: 'the deletion of a stack',
    there: () => deploy({ Files: bucket('files') }),
    act: () => account.remove('own'),
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
  {
    way: 'the deletion of a stack of which one resource is kept now',
    there: async () => {
      await deploy({ Files: bucket('files'), More: bucket('others') });
      account.allow(allBut('s3:DeleteBucket'));
      await account.remove('own');
    },
    async act() {
      account.stacks.deleteStack('own', { retain: ['More'], session: account.administrator });
      await account.stacks.settled();
    },
    ...{ action: 's3:DeleteBucket', step: 'delete Files' },
  },
];

/** Goes a way, with a policy from where it begins. @returns what was done on it */
async function gone({ there, act }: Way, policy: typeof everything): Promise<readonly string[]> {
  await there?.();
  account.allow(policy);
  account.done.splice(0);
  await act();
  return account.done;
}

describe.each(ways)('$way', (way) => {
  test('is gone where the role may', async () => {
    const done = await gone(way, everything);
    expect(done.filter((step) => step === way.step)).toHaveLength(way.times ?? 1);
  });

  test('is not, and says so, where it may not', async () => {
    const where = new RegExp(
      `_FAILED: .*User: ${executionSession} is not authorized to perform: ${way.action} on resource: `,
    );
    const done = await gone(way, allBut(way.action));
    expect(done.filter((step) => step === way.step)).toHaveLength((way.times ?? 1) - 1);
    expect(account.failures('own').at(-1)).toMatch(where);
    account.allow(everything);
    expect(await account.remove('own')).toMatch(/^DELETE_COMPLETE$|^$/);
  });
});

test.each<readonly [string, object, Resources | undefined]>([
  ['is deleted', { DeletionPolicy: 'Retain' }, undefined],
  ['loses it', { DeletionPolicy: 'Retain' }, other],
  ['replaces it', { UpdateReplacePolicy: 'Retain' }, { ...other, Files: bucket('others') }],
])('nobody is asked about what stays, where its stack %s', async (_, policies, after) => {
  await deploy({ ...other, Files: bucket('files', policies) });
  account.allow(allBut('s3:DeleteBucket'));
  const status = after === undefined ? await account.remove('own') : await deploy(after);
  expect(status).toBe(after === undefined ? 'DELETE_COMPLETE' : 'UPDATE_COMPLETE');
  expect(account.failures('own')).toEqual([]);
  expect(account.asked).not.toContain('s3:DeleteBucket');
});
