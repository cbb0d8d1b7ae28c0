import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
  type GetTemplateSummaryCommandInput,
  ValidateTemplateCommand,
  type ValidateTemplateCommandInput,
} from '@aws-sdk/client-cloudformation';
import { type Caller, type CloudOnHand, cloudOnHand, refusalOf, region } from './cloud-on-hand';

let hand: CloudOnHand;
beforeAll(async () => {
  hand = await cloudOnHand();
});
afterAll(() => hand.cloud.stop());

const client = (credentials: Caller = hand.cloud.administrator) =>
  new CloudFormationClient({ endpoint: hand.cloud.url, region, credentials });
const validate = (input: ValidateTemplateCommandInput, caller?: Caller) =>
  client(caller).send(new ValidateTemplateCommand(input));
const summarize = (input: GetTemplateSummaryCommandInput, caller?: Caller) =>
  client(caller).send(new GetTemplateSummaryCommand(input));

const bucket = { Type: 'AWS::S3::Bucket' };
const trust = { Version: '2012-10-17', Statement: [] };
const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } };
const named = { Type: 'AWS::IAM::User', Properties: { UserName: 'ana' } };
const body = (template: object) => JSON.stringify({ Resources: { Files: bucket }, ...template });

const declared = {
  Size: { Type: 'Number', Default: 3, AllowedValues: [3, 5], Description: 'how <many> & why' },
  Word: { Type: 'String', Default: 'secret', NoEcho: true },
  Given: { Type: 'String' },
};
const parameters = [
  { ParameterKey: 'Size', DefaultValue: '3', NoEcho: false, Description: 'how <many> & why' },
  { ParameterKey: 'Word', DefaultValue: 'secret', NoEcho: true },
  { ParameterKey: 'Given', NoEcho: false },
];
const yaml = `Description: a bucket
Parameters:
  Suffix: {Type: String, Default: a}
Resources:
  Files:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Sub 'files-\${Suffix}'}
`;

describe('what a template says, before a stack is made of it', () => {
  test.each<[string, string, object, object]>([
    ['nothing but resources', body({}), { Parameters: [] }, { ResourceTypes: ['AWS::S3::Bucket'] }],
    [
      'parameters',
      body({ Parameters: declared }),
      { Parameters: parameters },
      { Parameters: [{ ParameterType: 'Number', ParameterConstraints: { AllowedValues: ['3', '5'] } }, {}, {}] },
    ],
    [
      'YAML',
      yaml,
      { Description: 'a bucket', Parameters: [{ ParameterKey: 'Suffix', DefaultValue: 'a' }] },
      { Description: 'a bucket' },
    ],
    [
      'a role',
      body({ Resources: { Files: bucket, A: role, B: role } }),
      {
        Capabilities: ['CAPABILITY_IAM'],
        CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
      },
      { Capabilities: ['CAPABILITY_IAM'], ResourceTypes: ['AWS::S3::Bucket', 'AWS::IAM::Role'] },
    ],
    [
      'a user with a name',
      body({ Resources: { A: role, B: named } }),
      {
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::User]',
      },
      { Capabilities: ['CAPABILITY_NAMED_IAM'] },
    ],
  ])('%s', async (_what, TemplateBody, validated, summarized) => {
    expect(await validate({ TemplateBody })).toMatchObject(validated);
    expect(await summarize({ TemplateBody })).toMatchObject(summarized);
  });

  test('the summary of a stack is that of its template', async () => {
    expect((await summarize({ StackName: 'game-files' })).ResourceTypes).toEqual(['AWS::S3::Bucket']);
    expect(await summarize({ StackName: hand.ids.access })).toMatchObject({
      Description: 'Star Harvest: who may do what',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
  });

  test.each<[string, object, string]>([
    ['no JSON', { TemplateBody: '{' }, 'Template format error: JSON not well-formed. (line 1, column 2)'],
    ['no resources', { TemplateBody: '{"Resources": {}}' }, 'At least one Resources member must be defined.'],
    [
      'a resource that refers to nothing',
      { TemplateBody: body({ Resources: { A: { ...bucket, DependsOn: 'B' } } }) },
      'Unresolved resource dependencies [B]',
    ],
    [
      'a type that nobody has',
      { TemplateBody: body({ Resources: { A: { Type: 'Own::Type' } } }) },
      'Unrecognized resource types: [Own::Type]',
    ],
    ['neither text nor address', {}, 'Either Template URL or Template Body must be specified.'],
    [
      'both text and address',
      { TemplateBody: body({}), TemplateURL: 'https://game.s3.amazonaws.com/t.json' },
      'Template URL and Template Body cannot both be specified.',
    ],
    [
      'an address of nothing',
      { TemplateURL: 'https://game.s3.amazonaws.com/t.json' },
      'S3 error: The specified key does not exist.',
    ],
  ])('%s is refused', async (_what, input, words) => {
    for (const asking of [validate(input), summarize(input)]) {
      expect(await refusalOf(asking)).toEqual({
        code: 'ValidationError',
        status: 400,
        message: expect.stringContaining(words),
      });
    }
    expect(await validate({ TemplateBody: body({}) })).toMatchObject({ Parameters: [] });
  });

  test.each<[string, GetTemplateSummaryCommandInput, string]>([
    ['of a stack that is not there', { StackName: 'missing' }, 'ValidationError'],
    ['of a stack and of a text', { StackName: 'game-files', TemplateBody: body({}) }, 'ValidationError'],
    ['of a stack set', { StackSetName: 'sets' }, 'StackSetNotFoundException'],
  ])('a summary %s is refused', async (_what, input, code) => {
    expect(await refusalOf(summarize(input))).toMatchObject({ code });
    expect(await summarize({ StackName: 'game-files' })).toMatchObject({ Parameters: [] });
  });
});

test('a role for its own stack alone asks about no template, which the administrator does', async () => {
  const caller = await hand.inRole('OwnStack');
  const denied = { code: 'AccessDenied', status: 403 };
  for (const input of [{ TemplateBody: body({}) }, { StackName: 'game-files' }, { StackName: 'missing' }]) {
    expect(await refusalOf(summarize(input, caller))).toMatchObject(denied);
  }
  expect(await refusalOf(validate({ TemplateBody: body({}) }, caller))).toMatchObject(denied);
  expect(await summarize({ StackName: 'game-files' })).toMatchObject({ Parameters: [] });
});

test('a stack tells all its parameters, with their defaults, and none that is not to be shown', async () => {
  const StackName = 'with-parameters';
  await client().send(
    new CreateStackCommand({
      StackName,
      TemplateBody: body({ Parameters: declared }),
      Parameters: [{ ParameterKey: 'Given', ParameterValue: 'by me' }],
    }),
  );
  await hand.cloud.cloudFormation.settled();
  const { Stacks: [stack] = [] } = await client().send(new DescribeStacksCommand({ StackName }));
  expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
  expect(stack?.Parameters).toEqual([
    { ParameterKey: 'Size', ParameterValue: '3' },
    { ParameterKey: 'Word', ParameterValue: '****' },
    { ParameterKey: 'Given', ParameterValue: 'by me' },
  ]);
});
