import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation';
import { administratorClient } from '../../../../local/smoke-test/administrator-client';
import { type CloudOnHand, cloudOnHand, refusalOf } from './cloud-on-hand';

let hand: CloudOnHand;
beforeAll(async () => {
  hand = await cloudOnHand();
});
afterAll(() => hand.cloud.stop());

const client = (changes: CloudFormationClientConfig = {}) =>
  new CloudFormationClient({ ...administratorClient(hand.cloud), ...changes });
const describeAll = (changes: CloudFormationClientConfig) => client(changes).send(new DescribeStacksCommand({}));

test('an operation that is not performed says so, and the stack stays', async () => {
  expect(await refusalOf(client().send(new DetectStackDriftCommand({ StackName: 'game-files' })))).toEqual({
    code: 'NotImplemented',
    status: 501,
    message: 'DetectStackDrift is permitted, but the local cloud does not perform it.',
  });
  expect(await hand.describe({ StackName: 'game-files' })).toHaveLength(1);
});

test('another version of the API has no operations', async () => {
  const send = (version: string) => {
    const versioned = client();
    versioned.middlewareStack.add(
      (next) => (call) => {
        const request = call.request as { body: string };
        request.body = request.body.replace('2010-05-15', version);
        return next(call);
      },
      { step: 'build' },
    );
    return versioned.send(new DescribeStacksCommand({}));
  };
  expect(await refusalOf(send('2011-06-15'))).toMatchObject({ code: 'InvalidAction', status: 400 });
  expect((await send('2010-05-15')).Stacks).toHaveLength(2);
});

test.each<[string, () => CloudFormationClientConfig, string]>([
  [
    'of a key that nobody has',
    () => ({ credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' } }),
    'InvalidClientTokenId',
  ],
  [
    'with another secret',
    () => ({ credentials: { ...hand.cloud.administrator, secretAccessKey: 'x' } }),
    'SignatureDoesNotMatch',
  ],
  ['for another region', () => ({ region: 'us-east-1' }), 'SignatureDoesNotMatch'],
])('a signature %s is refused in the words of the query protocol', async (_what, changes, code) => {
  expect(await refusalOf(describeAll(changes()))).toMatchObject({ code, status: 403 });
  expect((await describeAll({})).Stacks).toHaveLength(2);
});

test('an unsigned call to AWS’s own host name is refused by CloudFormation', async () => {
  const body = 'Action=DescribeStacks&Version=2010-05-15';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = async (more: Record<string, string>) => {
    const answer = await fetch(hand.cloud.url, { method: 'POST', headers: { ...headers, ...more }, body });
    const text = await answer.text();
    return [answer.status, /xmlns="([^"]+)"/.exec(text)?.[1], /<Code>(\w+)/.exec(text)?.[1]];
  };
  expect(await send({ 'x-forwarded-host': 'cloudformation.eu-west-1.amazonaws.com' })).toEqual([
    403,
    'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    'MissingAuthenticationToken',
  ]);
  // Without a signature and at no one's address, a form is STS's.
  expect(await send({})).toEqual([400, 'https://sts.amazonaws.com/doc/2011-06-15/', 'InvalidAction']);
});
