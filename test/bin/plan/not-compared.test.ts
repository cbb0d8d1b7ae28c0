import type { Deployment } from '../../../changes/templates';
import { disposable } from '../../changes/bases';
import { stack } from '../../changes/small-templates';
import { type Answers, awsOnHand } from './aws-on-hand';
import { assemblyOf, plan, stagesWith } from './plan-command';

const stages = stagesWith(disposable);
const files = { Files: { Type: 'AWS::S3::Bucket', Properties: {} } };
const game: Deployment = ['star-harvest-dev-data', 'star-harvest-dev-federation'].map((name) => stack(name, files));
const template = JSON.stringify({ Resources: files });
const deployed = { status: 'CREATE_COMPLETE', template };
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

/** Compares with what somebody answers for AWS. */
async function planWith(answers: Answers, args: readonly string[] = []) {
  const aws = await awsOnHand(answers);
  try {
    const client = { endpoint: aws.endpoint, region: 'eu-west-1', credentials };
    return { ...(await plan(['--assembly', assemblyOf(game), ...args], { stages, client })), asked: aws.asked };
  } finally {
    await aws.stop();
  }
}

const why = /^Nothing was compared: /;

test.each<[what: string, answers: Answers, said: string]>([
  ['an update', { ...deployed, status: 'UPDATE_IN_PROGRESS' }, 'star-harvest-dev-data is UPDATE_IN_PROGRESS'],
  ['a deletion', { ...deployed, status: 'DELETE_IN_PROGRESS' }, 'run this again afterwards'],
  [
    'a cleanup',
    { ...deployed, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
    'until then CloudFormation takes no other update',
  ],
  [
    'credentials of another account',
    { ...deployed, account: '999999999999' },
    'your credentials are for account 999999999999, and the stage dev is in account 123456789012',
  ],
  [
    'no permission for the template',
    { ...deployed, errors: { GetTemplate: ['AccessDenied', 'not authorized to perform: cloudformation:GetTemplate'] } },
    "cloudformation:GetTemplate; it takes cloudformation:DescribeStacks and cloudformation:GetTemplate on the stage's stacks",
  ],
  [
    'no permission for the stack',
    { ...deployed, errors: { DescribeStacks: ['AccessDenied', 'not authorized'] } },
    'not authorized; it takes cloudformation:DescribeStacks',
  ],
  [
    'a session that is over',
    { ...deployed, errors: { GetCallerIdentity: ['ExpiredToken', 'expired'] } },
    'AWS does not take your credentials: sign in',
  ],
  [
    'a failure of AWS',
    { ...deployed, errors: { DescribeStacks: ['ValidationError', 'something else'] } },
    'ValidationError: something else',
  ],
  [
    'a template that is none',
    { ...deployed, template: '{' },
    'the deployed template of star-harvest-dev-data is no template: Template format error: JSON not well-formed',
  ],
  ['an empty template', { ...deployed, template: '{}' }, 'star-harvest-dev-data is no template: it has no resources'],
  [
    'a resource without a type',
    { ...deployed, template: '{"Resources":{"Files":{}}}' },
    'is no template: its resource Files has no type',
  ],
  [
    'an export that goes, and whose name nobody can ask for',
    {
      ...deployed,
      template: JSON.stringify({
        Resources: files,
        Outputs: { Out: { Value: 1, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-out' } } } },
      }),
    },
    'whose name is not written out: nobody can be asked who imports it',
  ],
  [
    'a macro',
    { ...deployed, template: JSON.stringify({ Transform: 'Own', Resources: files }) },
    'has a macro (Transform), whose outcome only CloudFormation knows',
  ],
])('%s is no comparison, is said to be, and ends with 2', async (_what, answers, said) => {
  const ended = await planWith(answers);
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.said).toMatch(why);
  expect(ended.said).toContain(said);
  expect(await planWith(deployed)).toMatchObject({
    code: 0,
    said: '',
    out: expect.stringContaining('Nothing changes.'),
  });
});

test('what stops a comparison is an annotation, too, where annotations are asked for', async () => {
  const { code, out } = await planWith({ ...deployed, status: 'UPDATE_IN_PROGRESS' }, ['--format', 'github']);
  expect(code).toBe(2);
  expect(out).toMatch(/^::error (file=[^,]+,)?title=dev%3A nothing was compared::star-harvest-dev-data is UPDATE_IN/);
  expect((await planWith(deployed, ['--format', 'github'])).out).toMatch(/^::notice [^:]+::Nothing changes\./);
});

test.each([
  ['ROLLBACK_COMPLETE', 'its creation failed, and nobody is in it', 1],
  ['REVIEW_IN_PROGRESS', 'nothing was created yet', 0],
])('a stack that is %s has nothing to compare with, and its template is not asked for', async (status, said, code) => {
  const ended = await planWith({ ...deployed, status });
  expect(ended).toMatchObject({ code, out: expect.stringContaining('creates bucket') });
  expect(ended.out).toContain(said);
  expect(ended.asked.map((call) => call.get('Action'))).not.toContain('GetTemplate');
});

test('the template is asked for as it was handed in', async () => {
  const { asked } = await planWith(deployed);
  const calls = asked.filter((call) => call.get('Action') === 'GetTemplate');
  expect(calls.map((call) => call.get('TemplateStage'))).toEqual(['Original', 'Original']);
});

test('a template in YAML is read like one in JSON', async () => {
  const yaml = 'Resources:\n  Files: { Type: "AWS::S3::Bucket", Properties: {} }\n';
  expect(await planWith({ ...deployed, template: yaml })).toMatchObject({ code: 0 });
});

describe('without an answer', () => {
  const args = ['--assembly', assemblyOf(game)];

  test('an endpoint that is none is named by its variable', async () => {
    const ended = await plan(args, { stages, environment: { AWS_ENDPOINT_URL_CLOUDFORMATION: 'localhost:4510' } });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.said).toContain('AWS_ENDPOINT_URL_CLOUDFORMATION is not a URL');
  });

  test('no credentials are told as none', async () => {
    const none = async () => {
      throw Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' });
    };
    const client = { endpoint: 'http://127.0.0.1:1', region: 'eu-west-1', credentials: none };
    const ended = await plan(args, { stages, client });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.said).toContain('no AWS credentials: sign in');
  });
});
