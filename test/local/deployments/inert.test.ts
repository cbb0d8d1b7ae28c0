import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { DescribeStacksCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { resourceTypes } from '../../../local/resources/all-types';
import { writeAssembly } from '../../assembly/assembly-on-disk';
import { type AccountOnHand, accountOnHand } from './account-on-hand';

const map = { Type: 'AWS::Location::Map', Properties: { MapName: { 'Fn::Nonsense': 'nobody reads it' } } };
const trust = (Principal: object, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more }],
});
const lambdaTrust = trust({ Service: 'lambda.amazonaws.com' });
const statement = (Resource: unknown, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource, ...more }],
});
const roleWith = (Properties: object) => ({ Type: 'AWS::IAM::Role', Properties });
const inline = (PolicyDocument: object) =>
  roleWith({ AssumeRolePolicyDocument: lambdaTrust, Policies: [{ PolicyName: 'p', PolicyDocument }] });
const pool = (Properties: object) => ({
  Type: 'AWS::Cognito::IdentityPool',
  Properties: { AllowUnauthenticatedIdentities: true, ...Properties },
});
const ref = { Ref: 'Map' };
const arn = { 'Fn::GetAtt': ['Map', 'Arn'] };

let account: AccountOnHand;
let tried = 0;
beforeAll(async () => {
  account = await accountOnHand({ inert: ['AWS::Location::*'] });
});
afterAll(() => account.cloud.stop());

/** Why a template is not taken; undefined where it is. */
function refusal(Resources: Record<string, object>, more: object = {}): string | undefined {
  const request = {
    stackName: `tried-${tried}`,
    template: JSON.stringify({ Resources: { Map: map, ...Resources }, ...more }),
    parameters: new Map<string, string>(),
    tags: undefined,
    capabilities: ['CAPABILITY_NAMED_IAM'],
  };
  try {
    tried += 1;
    account.cloud.cloudFormation.createChangeSet({ ...request, changeSetName: 'tried', type: 'CREATE' });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What is refused, with a value that is none of a placeholder's in its place as the control. */
const reaching: readonly [string, (value: unknown) => Record<string, object>, string][] = [
  [
    'an inline policy',
    (value) => ({ R: inline(statement(value)) }),
    'R: Properties.Policies[0].PolicyDocument.Statement[0].Resource',
  ],
  [
    'a policy’s condition',
    (value) => ({ R: inline(statement('*', { Condition: { StringEquals: { 'aws:SourceArn': value } } })) }),
    'R: Properties.Policies[0].PolicyDocument.Statement[0].Condition.StringEquals.aws:SourceArn',
  ],
  ['a Deny', (value) => ({ R: inline(statement(value, { Effect: 'Deny' })) }), 'R: Properties.Policies[0]'],
  [
    'a NotResource',
    (value) => ({
      R: inline({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', NotResource: value }] }),
    }),
    'R: Properties.Policies[0]',
  ],
  [
    'a trust policy',
    (value) => ({
      R: roleWith({
        AssumeRolePolicyDocument: trust(
          { Service: 'lambda.amazonaws.com' },
          { Condition: { StringEquals: { 'sts:ExternalId': value } } },
        ),
      }),
    }),
    'R: Properties.AssumeRolePolicyDocument.Statement[0]',
  ],
  [
    'a managed policy',
    (value) => ({ R: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: statement(value) } } }),
    'R: Properties.PolicyDocument',
  ],
  [
    'a role’s name',
    (value) => ({ R: roleWith({ AssumeRolePolicyDocument: lambdaTrust, RoleName: value }) }),
    'R: Properties.RoleName',
  ],
  [
    'a bucket policy',
    (value) => ({
      B: { Type: 'AWS::S3::Bucket' },
      R: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'B' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:GetObject',
                Resource: { 'Fn::GetAtt': 'B.Arn' },
                Condition: { StringNotEquals: { 'aws:SourceArn': value } },
              },
            ],
          },
        },
      },
    }),
    'R: Properties.PolicyDocument',
  ],
  [
    'a bucket’s name',
    (value) => ({ R: { Type: 'AWS::S3::Bucket', Properties: { BucketName: value } } }),
    'R: Properties.BucketName',
  ],
  [
    'a bucket’s CORS origin',
    (value) => ({
      R: {
        Type: 'AWS::S3::Bucket',
        Properties: { CorsConfiguration: { CorsRules: [{ AllowedOrigins: [value], AllowedMethods: ['GET'] }] } },
      },
    }),
    'R: Properties.CorsConfiguration.CorsRules[0].AllowedOrigins[0]',
  ],
  [
    'an identity pool’s client ID',
    (value) => ({ R: pool({ SupportedLoginProviders: { 'graph.facebook.com': value } }) }),
    'R: Properties.SupportedLoginProviders',
  ],
  [
    'an identity pool’s developer provider',
    (value) => ({ R: pool({ DeveloperProviderName: value }) }),
    'R: Properties.DeveloperProviderName',
  ],
  [
    'an OIDC provider’s client ID',
    (value) => ({
      R: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://players.example', ClientIdList: [value] } },
    }),
    'R: Properties.ClientIdList[0]',
  ],
  [
    'a callback URL',
    (value) => ({
      U: { Type: 'AWS::Cognito::UserPool' },
      R: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: { UserPoolId: { Ref: 'U' }, CallbackURLs: [{ 'Fn::Sub': ['https://${Host}', { Host: value }] }] },
      },
    }),
    'R: Properties.CallbackURLs[0]',
  ],
  [
    'a permission of a function',
    (value) => ({
      F: fn({}),
      R: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { Ref: 'F' },
          Action: 'lambda:InvokeFunction',
          Principal: 's3.amazonaws.com',
          SourceArn: value,
        },
      },
    }),
    'R: Properties.SourceArn',
  ],
  ['a function’s role', (value) => ({ R: fn({ Role: value }) }), 'R: Properties.Role'],
  [
    'a parameter of the store',
    (value) => ({ R: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: value } } }),
    'R: Properties.Value',
  ],
  [
    'a custom resource',
    (value) => ({
      F: fn({}),
      R: { Type: 'Custom::Anything', Properties: { ServiceToken: { 'Fn::GetAtt': 'F.Arn' }, Given: value } },
    }),
    'R: Properties.Given',
  ],
];

function fn(Properties: object): object {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { ZipFile: 'exports.handler = async () => process.env' },
      Handler: 'index.handler',
      Runtime: 'nodejs20.x',
      Role: 'arn:aws:iam::123456789012:role/none',
      ...Properties,
    },
  };
}

/** Ways in which a placeholder comes to where it is read, or a part of one. */
const ways: readonly [string, unknown][] = [
  ['Ref', ref],
  ['Fn::GetAtt', arn],
  ['Fn::Sub', { 'Fn::Sub': 'arn:aws:s3:::${Map}/*' }],
  ['Fn::Sub with a name', { 'Fn::Sub': ['${It}', { It: arn }] }],
  ['Fn::Join', { 'Fn::Join': ['', ['arn:aws:s3:::', ref]] }],
  [
    'a part that was cut out',
    { 'Fn::Select': ['0', { 'Fn::Split': ['inert', { 'Fn::Join': ['', ['*inert', ref]] }] }] },
  ],
  ['Fn::Base64', { 'Fn::Base64': ref }],
  ['Fn::If', { 'Fn::If': ['Yes', arn, 'arn:aws:s3:::files/*'] }],
];
const conditions = { Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] } } };

describe.each(reaching)('%s', (_what, resources, place) => {
  test.each(ways)('takes nothing of an inert resource by %s, and the place is named', (_way, value) => {
    expect(refusal(resources(value), conditions)).toMatch(/stands as inert \(--inert\)/);
    expect(refusal(resources(value), conditions)).toContain(place);
  });

  test('takes a value that is none of a placeholder’s', () => {
    expect(refusal(resources('arn:aws:s3:::files/*'), conditions) ?? '').not.toContain('inert');
  });
});

const properties = (type: string) => {
  const spec = loadAwsServiceSpecSync();
  return Object.keys(spec.lookup('resource', 'cloudFormationType', 'equals', type)[0]?.properties ?? {});
};

const withProperties = resourceTypes.filter(({ type }) => properties(type).length > 0);

describe.each(withProperties.map(({ type, placeholdersIn = [] }) => [type, placeholdersIn] as const))(
  '%s takes placeholders in %j alone',
  (type, allowed) => {
    test.each(properties(type).map((property) => [property, allowed.includes(property)] as const))(
      'in %s: %s',
      (property, takes) => {
        const why = refusal({ R: { Type: type, Properties: { [property]: { Ref: 'Map' } } } });
        if (takes) expect(why ?? '').not.toContain('inert');
        else expect(why).toContain(`R: Properties.${property}`);
      },
    );
  },
);

test('where a type takes placeholders, nothing that it is called by or answers changes with them', () => {
  const numbering = { functions: { nextNumber: () => 1 } };
  const common = {
    stackName: 's',
    logicalId: 'R',
    place: 's: R',
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    generation: 0,
  };
  const needed = { FunctionName: 'f', BucketName: 'files', UserPoolName: 'u' };
  for (const { type, placeholdersIn = [], identify } of resourceTypes) {
    for (const property of placeholdersIn) {
      const as = (value: string) =>
        identify({ ...common, type, properties: { ...needed, [property]: value } }, numbering);
      expect(as('<inert AWS::Location::Map: Map>')).toEqual(as('other'));
    }
  }
});

test('what is inert stands; a function is told, outputs tell, and what imports them may no more than what reads it', async () => {
  const producer = {
    Resources: {
      Map: map,
      F: fn({ Environment: { Variables: { MAP: arn } } }),
      Index: { Type: 'AWS::Location::PlaceIndex', Properties: { IndexName: ref } },
    },
    Outputs: { Map: { Value: { 'Fn::Select': ['1', { 'Fn::Split': [': ', ref] }] }, Export: { Name: 'map' } } },
  };
  expect(await account.deploy('maps', producer)).toBe('CREATE_COMPLETE');
  const { Stacks } = await account.client.send(new DescribeStacksCommand({ StackName: 'maps' }));
  expect(Stacks?.[0]?.Outputs?.[0]?.OutputValue).toBe('Map>');
  const imported = { 'Fn::ImportValue': 'map' };
  const output = { 'Fn::GetStackOutput': { StackName: 'maps', OutputName: 'Map' } };
  expect(
    await account.deploy('reader', {
      Resources: { F: fn({ Environment: { Variables: { MAP: imported, O: output } } }) },
    }),
  ).toBe('CREATE_COMPLETE');
  for (const [name, value] of [
    ['imports', imported],
    ['looks', output],
  ] as const) {
    expect(await account.deploy(name, { Resources: { R: inline(statement(value)) } }).catch(String)).toMatch(
      /inert|ROLLBACK_COMPLETE/,
    );
    expect(
      account.cloud.stacks.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::IAM::Role'),
    ).toEqual([]);
  }
  expect((await account.history('imports')).join()).toContain('the export map, which stands as inert');
  // A change of it is a change of nothing.
  const changed = {
    ...producer,
    Resources: { ...producer.Resources, Map: { ...map, Properties: { MapName: 'other' } } },
  };
  expect(await account.deploy('maps', changed)).toBe('UPDATE_COMPLETE');
  for (const stack of ['reader', 'maps']) expect(await account.remove(stack)).toBe('DELETE_COMPLETE');
});

test('a placeholder does not come back as a parameter', async () => {
  const template = { Parameters: { Arn: { Type: 'String' } }, Resources: { R: inline(statement({ Ref: 'Arn' })) } };
  const given = (ParameterValue: string) =>
    account.deploy('given', template, { Parameters: [{ ParameterKey: 'Arn', ParameterValue }] });
  await expect(given('<inert AWS::Location::Map: Map.Arn>')).rejects.toThrow('Parameter Arn holds a placeholder');
  expect(await given('arn:aws:s3:::files/*')).toBe('CREATE_COMPLETE');
  const again = new UpdateStackCommand({
    StackName: 'given',
    UsePreviousTemplate: true,
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: [{ ParameterKey: 'Arn', ParameterValue: 'x<inert y' }],
  });
  await expect(account.client.send(again)).rejects.toThrow('Parameter Arn holds a placeholder');
  await account.remove('given');
});

test('a type that is not named, and one that AWS has not, are refused as without it', async () => {
  expect(refusal({ Q: { Type: 'AWS::SQS::Queue' } })).toContain('does not know what to do with Q (AWS::SQS::Queue)');
  expect(refusal({ M: { Type: 'AWS::Location::Mapp' } })).toContain(
    'Unrecognized resource types: [AWS::Location::Mapp]',
  );
});

test('at a start from an assembly it is alike', async () => {
  const start = (Resources: object) =>
    accountOnHand({
      assemblies: [writeAssembly({ game: { environment: 'aws://123456789012/eu-west-1', template: { Resources } } })],
      inert: ['AWS::Location::*'],
    });
  await expect(start({ Map: map, R: inline(statement(arn)) })).rejects.toThrow(
    /^game: R: Properties\.Policies.*stands as inert/,
  );
  const { cloud } = await start({ Map: map, R: inline(statement('*')) });
  expect(cloud.stacks[0]?.resources.map(({ logicalId, inert = false }) => [logicalId, inert])).toEqual([
    ['Map', true],
    ['R', false],
  ]);
  await cloud.stop();
});
