import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { KeptInMemory } from '../state/kept/kept-in-memory';
import { type AccountOnHand, accountOnHand } from './account-on-hand';

let on: AccountOnHand;
beforeAll(async () => {
  on = await accountOnHand();
});
afterAll(() => on.cloud.stop());
beforeEach(() => on.printed.splice(0));
afterEach(() => expect(on.defects).toEqual([]));

/** In the form that people write by hand: YAML, short tags, a parameter, a function's text. */
const withFunction = (more = '', serviceToken = '!GetAtt Function.Arn') => `
Parameters:
  How: { Type: String, Default: well }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code:
        ZipFile: |
          const { request } = require('node:https');
          const put = ({ ResponseURL }, body) => new Promise((resolve, reject) => {
            const { host, pathname, search } = new URL(ResponseURL);
            const headers = { 'content-length': Buffer.byteLength(body) };
            request({ host, path: pathname + search, method: 'PUT', headers }, (r) => r.resume().on('end', resolve))
              .on('error', reject).end(body);
          });
          exports.handler = async (event) => {
            const { RequestType, ResourceProperties: { How }, OldResourceProperties: old, PhysicalResourceId: id } = event;
            console.log(RequestType, id, How, old?.How);
            const { StackId, RequestId, LogicalResourceId } = event;
            const answer = (more) => put(event, JSON.stringify({
              Status: 'SUCCESS', PhysicalResourceId: id ?? 'made', StackId, RequestId, LogicalResourceId, ...more,
            }));
            if (RequestType === 'Delete') return answer();
            if (How === 'silent') return;
            if (How === 'throws') throw new Error('No.');
            if (How === 'failed') return answer({ Status: 'FAILED', Reason: 'No.', PhysicalResourceId: 'half' });
            if (How === 'garbage') return put(event, 'garbage');
            if (/^(open|secret)$/.test(How)) return answer({ Data: { Word: 'a word of its own'.replaceAll(' ', '-') }, NoEcho: How === 'secret' });
            if (How === 'long') return answer({ Data: { x: 'x'.repeat(4096) } });
            if (How === 'nameless') return answer({ PhysicalResourceId: undefined });
            if (How === 'stranger') return answer({ StackId: 'another' });
            if (How === 'twice') return answer().then(() => answer({ Status: 'FAILED', Reason: 'No.' }));
            return answer(How.startsWith('id-') ? { PhysicalResourceId: How } : {});
          };
  Custom:
    Type: Custom::Thing
    Properties:
      ServiceToken: ${serviceToken}
      ServiceTimeout: 1
      How: !Ref How
${more}`;

const how = (ParameterValue: string) => ({ Parameters: [{ ParameterKey: 'How', ParameterValue }] });
/** What the function was asked since the last time. */
const asked = () => on.printed.splice(0).filter((line) => /^(Create|Update|Delete) /.test(line));
const broken = `
  Broken:
    Type: AWS::S3::Bucket
    DependsOn: Custom
    Properties: { Nothing: 1 }
`;

const silence =
  /did not receive a response from your Custom Resource\. Please check your logs for requestId \[[\w-]{36}\]/;
const misbehaves: [string, RegExp, string][] = [
  ['silent', silence, 'NAME-Custom-[A-Za-z0-9]{12}'],
  ['throws', silence, 'NAME-Custom-[A-Za-z0-9]{12}'],
  // The ID of the failed answer: the CDK's handlers put a mark there.
  ['failed', /Received response status \[FAILED\] from custom resource\. Message returned: No\. \(RequestId: /, 'half'],
  ['garbage', /Invalid Response object/, 'NAME-Custom-[A-Za-z0-9]{12}'],
  ['long', /Invalid Response object/, 'NAME-Custom-[A-Za-z0-9]{12}'],
  ['stranger', /Invalid Response object: Value of property StackId/, 'NAME-Custom-[A-Za-z0-9]{12}'],
];

describe('a function that answers', () => {
  test.each([...misbehaves, ['nameless', /Invalid PhysicalResourceId/, 'NAME-Custom-[A-Za-z0-9]{12}'] as const])(
    '%s when it is asked to create is asked to delete that, and the retry is good',
    async (what, reason, deleted) => {
      const name = `create-${what}`;
      expect(await on.deploy(name, withFunction(), how(what))).toBe('ROLLBACK_COMPLETE');
      const history = await on.history(name);
      expect(history.find((line) => line.startsWith('Custom CREATE_FAILED'))).toMatch(reason);
      expect(history.filter((line) => line.includes('DELETE_FAILED'))).toEqual([]);
      expect(asked()).toEqual([
        `Create undefined ${what} undefined`,
        expect.stringMatching(`^Delete ${deleted.replace('NAME', name)} ${what} undefined$`),
      ]);
      expect(await on.remove(name)).toBe('DELETE_COMPLETE');
      expect(await on.deploy(name, withFunction(), how('well'))).toBe('CREATE_COMPLETE');
      expect(asked()).toEqual(['Create undefined well undefined']);
    },
  );

  test.each(misbehaves)('%s when it is asked to update is asked for what was', async (what, reason) => {
    const name = `update-${what}`;
    await on.deploy(name, withFunction());
    asked();
    expect(await on.deploy(name, withFunction(), how(what))).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await on.history(name)).find((line) => line.startsWith('Custom UPDATE_FAILED'))).toMatch(reason);
    // Which of them is printed first is up to two processes, once the first was given up.
    expect(asked().toSorted()).toEqual([`Update made ${what} well`, `Update made well ${what}`].toSorted());
    expect(await on.deploy(name, withFunction(), how('better'))).toBe('UPDATE_COMPLETE');
    expect(asked()).toEqual(['Update made better well']);
  });

  test('twice is heard once', async () => {
    expect(await on.deploy('twice', withFunction(), how('twice'))).toBe('CREATE_COMPLETE');
    expect(asked()).toHaveLength(1);
  });

  test('another ID makes another resource: the old one is deleted last, and in a rollback the new one', async () => {
    await on.deploy('ids', withFunction(), how('id-1'));
    asked();
    expect(await on.deploy('ids', withFunction(), how('id-2'))).toBe('UPDATE_COMPLETE');
    expect(asked()).toEqual(['Update id-1 id-2 id-1', 'Delete id-1 id-1 undefined']);
    expect(await on.deploy('ids', withFunction(broken), how('id-3'))).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(asked()).toEqual(['Update id-2 id-3 id-2', 'Update id-3 id-2 id-3', 'Delete id-3 id-3 undefined']);
    expect(on.cloud.cloudFormation.view('ids')?.resources).toContainEqual(
      expect.objectContaining({ logicalId: 'Custom', physicalId: 'id-2' }),
    );
    expect(await on.remove('ids')).toBe('DELETE_COMPLETE');
    expect(asked()).toEqual(['Delete id-2 id-2 undefined']);
  });
});

test('a custom resource stays with its function', async () => {
  const second =
    withFunction()
      .match(/ {2}Function:\n[\s\S]*?(?=\n {2}Custom:)/)?.[0]
      .replace('Function:', 'Second:') ?? '';
  const moved = withFunction(`${second}\n`, '!GetAtt Second.Arn');
  await on.deploy('moves', withFunction());
  asked();
  expect(await on.deploy('moves', moved)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await on.history('moves')).toContain('Custom UPDATE_FAILED: Modifying service token is not allowed.');
  expect(asked()).toEqual([]);
  expect(await on.deploy('moved', moved)).toBe('CREATE_COMPLETE');
});

test.each(['0', '3601', 'soon'])('a ServiceTimeout of %s is refused, and nobody is asked', async (seconds) => {
  const name = `timeout-${seconds}`;
  const timeout = (value: string) => withFunction().replace('ServiceTimeout: 1', `ServiceTimeout: ${value}`);
  expect(await on.deploy(name, timeout(seconds))).toBe('ROLLBACK_COMPLETE');
  expect((await on.history(name)).join('\n')).toMatch(/Custom CREATE_FAILED: .*Properties\.ServiceTimeout/);
  expect(asked()).toEqual([]);
  expect(await on.deploy(`${name}-good`, timeout('3600'))).toBe('CREATE_COMPLETE');
});

test.each([
  [
    'https.request with a URL',
    "request(new URL(event.ResponseURL), { method: 'PUT', headers }, done).on('error', failed).end(body)",
  ],
  [
    'https.request with its parts',
    "request({ hostname, port: 443, path, method: 'PUT', headers }, done).on('error', failed).end(body)",
  ],
  [
    'an agent that keeps connections',
    "request({ host: hostname, path, method: 'PUT', headers, agent: new Agent({ keepAlive: true }) }, done).on('error', failed).end(body)",
  ],
  ['fetch', "fetch(event.ResponseURL, { method: 'PUT', body }).then(done, failed)"],
])('a function answers by %s', async (by, call) => {
  const name = `by-${by.replaceAll(/\W/g, '-')}`;
  const text = `
          const { Agent, request } = require('node:https');
          exports.handler = async (event) => {
            const { StackId, RequestId, LogicalResourceId } = event;
            const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'made', StackId, RequestId, LogicalResourceId });
            const { hostname, pathname, search } = new URL(event.ResponseURL);
            const path = pathname + search;
            const headers = { 'content-length': Buffer.byteLength(body) };
            await new Promise((done, failed) => { ${call}; });
          };`;
  const template = withFunction().replace(/\n {10}const \{ request \}.*?\n {10}\};\n/s, `${text}\n`);
  expect(template).toContain(call);
  expect(await on.deploy(name, template)).toBe('CREATE_COMPLETE');
  expect(await on.remove(name)).toBe('DELETE_COMPLETE');
});

test('functions that answer at once, the first of an account, all find whom they answer', async () => {
  const fresh = await accountOnHand();
  const parts = withFunction().split('Resources:\n')[1] ?? '';
  const again = ['2', '3'].map((number) => parts.replaceAll(/\b(Role|Function|Custom)(?=:\n|\.Arn)/g, `$1${number}`));
  expect(await fresh.deploy('at-once', withFunction() + again.join(''))).toBe('CREATE_COMPLETE');
  expect(fresh.printed.filter((line) => line.startsWith('Create'))).toHaveLength(3);
  await fresh.cloud.stop();
});

const accounts: AccountOnHand[] = [];
afterAll(() => Promise.all(accounts.map(({ cloud }) => cloud.stop())));

test.each([
  ['open', true],
  ['secret', false],
])(
  'what a function answers is shown where it is %s, and else to nobody, after a restart neither',
  async (kind, isShown) => {
    const word = 'a-word-of-its-own';
    const withWord = (description: string) =>
      withFunction(`
  Copy:
    Type: AWS::SSM::Parameter
    Properties: { Type: String, Value: !GetAtt Custom.Word, Description: ${description} }
`);
    const kept = new KeptInMemory();
    let account = await accountOnHand({}, kept);
    const events = async () =>
      (await account.client.send(new DescribeStackEventsCommand({ StackName: kind }))).StackEvents ?? [];
    const isTold = async () => JSON.stringify(await events()).includes(word);
    expect(await account.deploy(kind, withWord('one'), how(kind))).toBe('CREATE_COMPLETE');
    expect(await isTold()).toBe(isShown);
    // Whoever it is handed to has it.
    expect(
      [...account.cloud.stacks.flatMap(({ resources }) => resources)].some(
        ({ properties }) => properties.Value === word,
      ),
    ).toBe(true);
    await account.cloud.stop();
    account = await accountOnHand({}, kept);
    const before = (await events()).length;
    expect(await account.deploy(kind, withWord('two'), how(kind))).toBe('UPDATE_COMPLETE');
    expect((await events()).length).toBeGreaterThan(before);
    expect(await isTold()).toBe(isShown);
    await account.cloud.stop();
  },
);
