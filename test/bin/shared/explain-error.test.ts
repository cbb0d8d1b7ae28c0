import { explainError } from '../../../bin/shared/explain-error';
import { awsException } from '../../lambda/smoke-test/aws-exception';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
const endpoint = 'http://127.0.0.1:1';
const permissions = 'cloudformation:DescribeStacks on the stack';

test.each<[string, Error, string | undefined, string]>([
  [
    'no region',
    new Error('Region is missing'),
    undefined,
    'no region: write it into the stage (config/), set AWS_REGION',
  ],
  ['no credentials', awsException('CredentialsProviderError', 'none found'), undefined, 'no AWS credentials: sign in'],
  ['a session that is over', awsException('ExpiredToken'), undefined, 'AWS does not take your credentials: sign in'],
  ['unknown keys', awsException('UnrecognizedClientException'), undefined, 'AWS does not take your credentials'],
  [
    'no permission',
    awsException('AccessDenied', 'User: x is not authorized'),
    undefined,
    'User: x is not authorized; it takes cloudformation:DescribeStacks on the stack',
  ],
  ['no answer from AWS', refused, undefined, 'AWS is out of reach: ECONNREFUSED'],
  [
    'no answer from a local cloud',
    refused,
    endpoint,
    `nothing answers at AWS_ENDPOINT_URL=${endpoint}: ECONNREFUSED; start npm run local`,
  ],
  [
    'an endpoint of the profile that is none',
    Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' }),
    undefined,
    'endpoint_url in your AWS profile is not a URL',
  ],
  ['no end', awsException('TimeoutError', 'Request timed out'), undefined, 'no answer in time: Request timed out'],
  ['what nobody thought of', awsException('Odd', 'odd'), undefined, 'Odd: odd'],
])('%s is explained', (_, error, endpoint, sentence) => {
  expect(explainError(error, endpoint, permissions)).toContain(sentence);
});

test('what this project throws speaks for itself', () => {
  expect(explainError(new Error('there is no stack x'), endpoint, permissions)).toBe('there is no stack x');
});
