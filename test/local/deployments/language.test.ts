import { type AccountOnHand, accountOnHand } from './account-on-hand';

let account: AccountOnHand;
beforeAll(async () => {
  account = await accountOnHand();
});
afterAll(() => account.cloud.stop());

const files = { Files: { Type: 'AWS::S3::Bucket', CreationPolicy: {}, Properties: { BucketName: 'files' } } };
const extended = {
  Transform: 'AWS::LanguageExtensions',
  Mappings: { Sizes: { dev: { Days: 7, Kept: true } } },
  Resources: {
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: 'days',
        Type: 'String',
        Value: { 'Fn::FindInMap': ['Sizes', 'prod', 'Days', { DefaultValue: '30' }] },
      },
    },
  },
  Outputs: {
    Days: { Value: { 'Fn::GetAtt': 'Parameter.Value' } },
    Mapped: { Value: { 'Fn::FindInMap': ['Sizes', 'dev', 'Kept'] } },
    Json: { Value: { 'Fn::ToJsonString': { Days: { 'Fn::Length': ['a'] } } } },
  },
};

test('the extensions of the language are carried out, where whoever deploys says that a transform may write resources', async () => {
  await expect(account.deploy('extended', extended)).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_AUTO_EXPAND]',
  });
  expect(await account.deploy('extended', extended, { Capabilities: ['CAPABILITY_AUTO_EXPAND'] })).toBe(
    'CREATE_COMPLETE',
  );
  const { outputs } = account.cloud.cloudFormation.view('extended') ?? { outputs: [] };
  expect(Object.fromEntries(outputs.map(({ name, value }) => [name, value]))).toEqual({
    Days: '30',
    Mapped: 'true',
    Json: '{"Days":1}',
  });
});

test.each<[string, object, string]>([
  [
    'a macro of AWS’s',
    { Transform: 'AWS::Serverless-2016-10-31', Resources: files },
    'this is AWS::Serverless-2016-10-31: write the resources out',
  ],
  ['a macro of one’s own', { Transform: ['AWS::LanguageExtensions', 'Own'], Resources: files }, 'this is Own'],
  [
    'a loop',
    {
      Transform: 'AWS::LanguageExtensions',
      Resources: { ...files, 'Fn::ForEach::Each': ['X', ['a'], { 'Files${X}': files.Files }] },
    },
    'Resources.Fn::ForEach::Each: loops are not carried out here',
  ],
  [
    'a loop of outputs',
    { Resources: files, Outputs: { 'Fn::ForEach::Each': ['X', ['a'], {}] } },
    'Outputs.Fn::ForEach::Each: loops are not',
  ],
])('%s is refused, with its place', async (_what, template, refusal) => {
  await expect(account.deploy('refused', template, { Capabilities: ['CAPABILITY_AUTO_EXPAND'] })).rejects.toThrow(
    refusal,
  );
});

test('the same without it is deployed', async () => {
  expect(await account.deploy('plain', { Resources: files })).toBe('CREATE_COMPLETE');
});
