import { parseOutputs } from '../../../client/config/outputs';
import { localOutputs } from '../../../local/account/outputs-file';

const parse = (value: unknown) => parseOutputs(JSON.stringify(value), 'outputs.json');

test('what cdk deploy writes is read', () => {
  expect(parse({ 'star-data': { BucketName: 'files' }, 'star-empty': {} })).toEqual({
    stacks: { 'star-data': { BucketName: 'files' }, 'star-empty': {} },
  });
});

test('what a local cloud writes is read, and of it what an app needs', () => {
  const cloud = { url: 'http://127.0.0.1:4510', httpsUrl: 'https://localhost:4511', stacks: [] };
  const page = {
    userPoolId: 'p',
    issuer: 'i',
    signInUrl: 's',
    localUrl: 'http://127.0.0.1:4510/p/managed-login',
    clients: [],
  };
  const told = localOutputs({
    ...cloud,
    managedLogins: [page],
    identityProviders: [],
    standIns: [],
    samlProviders: [],
  });
  expect(parse(told)).toEqual({
    stacks: {},
    local: {
      endpoint: 'http://127.0.0.1:4510',
      httpsEndpoint: 'https://localhost:4511',
      managedLogins: [
        {
          userPoolId: 'p',
          url: 'http://127.0.0.1:4510/p/managed-login',
          httpsUrl: 'https://localhost:4511/p/managed-login',
        },
      ],
    },
  });
});

test.each<[what: string, text: string, said: string]>([
  ['no JSON', '', 'outputs.json is not JSON; it takes what cdk deploy --outputs-file or npm run local wrote'],
  ['a list', '[]', 'outputs.json holds no outputs by stack'],
  ['null', 'null', 'outputs.json holds no outputs by stack'],
  ['a word', '"outputs"', 'outputs.json holds no outputs by stack'],
  [
    'an output without a stack',
    '{"BucketName":"files"}',
    'holds no outputs by stack, { "<stack>": { "<output>": "<value>" } }: BucketName',
  ],
  ['an output that is no text', '{"star-data":{"BucketName":7}}', ': star-data.BucketName: '],
  ['another version’s', '{"_local":{}}', 'outputs.json is of another version of the local cloud: _local.endpoint: '],
  [
    'a page that is none',
    '{"_local":{"endpoint":"http://127.0.0.1:1","managedLogins":[{}]}}',
    '_local.managedLogins.0.userPoolId',
  ],
])('%s is refused with what is wrong', (_, text, said) => {
  expect(() => parseOutputs(text, 'outputs.json')).toThrow(said);
  expect(() =>
    parse({ 'star-data': { BucketName: 'files' }, _local: { endpoint: 'http://a', managedLogins: [] } }),
  ).not.toThrow();
});
