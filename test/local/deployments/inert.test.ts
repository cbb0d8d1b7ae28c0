import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { DescribeStacksCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { resourceTypes } from '../../../local/resources/all-types';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
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
    'a Deny in a managed policy',
    (value) => ({
      R: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: statement(value, { Effect: 'Deny' }) } },
    }),
    'R: Properties.PolicyDocument',
  ],
  [
    'a statement that allows or denies as a condition has it',
    (value) => ({ R: inline(statement(value, { Effect: { 'Fn::If': ['Yes', 'Allow', 'Deny'] } })) }),
    'R: Properties.Policies[0]',
  ],
  [
    'an Allow’s actions',
    (value) => ({ R: inline(statement('*', { Action: [value] })) }),
    'R: Properties.Policies[0].PolicyDocument.Statement[0].Action[0]',
  ],
  [
    // What looks like a statement, and is none: it would come into a Deny.
    'the names of Fn::Sub in a Deny',
    (value) => ({
      R: inline(statement({ 'Fn::Sub': ['${Resource}', { Effect: 'Allow', Resource: value }] }, { Effect: 'Deny' })),
    }),
    'R: Properties.Policies[0]',
  ],
  [
    'a managed policy’s name',
    (value) => ({
      R: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: value, PolicyDocument: statement('*') } },
    }),
    'R: Properties.ManagedPolicyName',
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
    'the name of a parameter of the store',
    (value) => ({ R: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: value, Value: 'x' } } }),
    'R: Properties.Name',
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

const cut = { 'Fn::Select': ['0', { 'Fn::Split': ['inert', { 'Fn::Join': ['', ['*inert', ref]] }] }] };
const noValue = { Ref: 'AWS::NoValue' };

/** Ways in which a placeholder comes to where it is read, or a part of one. */
const ways: readonly [string, unknown][] = [
  ['Ref', ref],
  ['Fn::GetAtt', arn],
  ['Fn::Sub', { 'Fn::Sub': 'arn:aws:s3:::${Map}/*' }],
  ['Fn::Sub with a name', { 'Fn::Sub': ['${It}', { It: arn }] }],
  ['Fn::Join', { 'Fn::Join': ['', ['arn:aws:s3:::', ref]] }],
  ['a part that was cut out', cut],
  ['a part that its ARN would have', { 'Fn::Select': ['5', { 'Fn::Split': [':', arn] }] }],
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

/** Policies that allow something on a resource. What they allow on an inert one comes to nothing. */
const granting: readonly [string, (Resource: unknown) => Record<string, object>][] = [
  ['an inline policy', (resource) => ({ R: roleOf({ Policies: [named(putting(resource))] }) })],
  [
    'an inline policy that a condition wants',
    (resource) => ({
      R: roleOf({ Policies: [named({ 'Fn::If': ['Yes', putting(resource), { Ref: 'AWS::NoValue' }] })] }),
    }),
  ],
  [
    'a policy of its own',
    (resource) => ({
      R: roleOf({}),
      P: { Type: 'AWS::IAM::Policy', Properties: { ...named(putting(resource)), Roles: [{ Ref: 'R' }] } },
    }),
  ],
  [
    'a managed policy',
    (resource) => ({
      P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: putting(resource) } },
      R: roleOf({ ManagedPolicyArns: [{ Ref: 'P' }] }),
    }),
  ],
];

const putting = (resource: unknown) => statement(resource, { Action: 's3:PutObject' });
const named = (PolicyDocument: unknown) => ({ PolicyName: 'p', PolicyDocument });
function roleOf(more: object): object {
  return roleWith({ RoleName: 'granted', AssumeRolePolicyDocument: trust({ AWS: '123456789012' }), ...more });
}

describe.each(granting)('%s', (_what, resources) => {
  /** Whether the role may write where what its policy names could lead: into the bucket, and into one called like the inert resource. */
  async function allowed(Resource: unknown): Promise<readonly boolean[]> {
    const buckets = Object.fromEntries(
      ['files', 'map'].map((BucketName) => [BucketName, { Type: 'AWS::S3::Bucket', Properties: { BucketName } }]),
    );
    const Resources = { Map: map, ...buckets, ...resources(Resource) };
    expect(await account.deploy('grants', { Resources, ...conditions })).toBe('CREATE_COMPLETE');
    const { Credentials } = await new STSClient(administratorClient(account.cloud)).send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/granted', RoleSessionName: 'tries' }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const s3 = new S3Client({ ...administratorClient(account.cloud), credentials, forcePathStyle: true });
    const may = (Bucket: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'save', Body: 'x' })).then(
        () => true,
        (error: Error) => (error.name === 'AccessDenied' ? false : Promise.reject(error)),
      );
    const found = [await may('files'), await may('map')];
    const administrator = new S3Client({ ...administratorClient(account.cloud), forcePathStyle: true });
    for (const Bucket of ['files', 'map']) await administrator.send(new DeleteObjectCommand({ Bucket, Key: 'save' }));
    expect(await account.remove('grants')).toBe('DELETE_COMPLETE');
    return found;
  }

  test.each(ways)(
    'allows nothing on an inert resource by %s; what stands beside it is allowed',
    async (_way, value) => {
      expect(await allowed([value])).toEqual([false, false]);
      expect(await allowed([value, 'arn:aws:s3:::files/*'])).toEqual([true, false]);
    },
  );
});

const properties = (type: string) => {
  const spec = loadAwsServiceSpecSync();
  return Object.keys(spec.lookup('resource', 'cloudFormationType', 'equals', type)[0]?.properties ?? {});
};

const withProperties = resourceTypes.filter(({ type }) => properties(type).length > 0);

describe.each(
  withProperties.map(
    ({ type, placeholdersIn = [], handsOnIn = [], madeUpName = '' }) =>
      [type, [...placeholdersIn, ...handsOnIn, madeUpName]] as const,
  ),
)('%s takes placeholders in %j alone', (type, allowed) => {
  test.each(properties(type).map((property) => [property, allowed.includes(property)] as const))(
    'in %s: %s',
    (property, takes) => {
      const why = refusal({ R: { Type: type, Properties: { [property]: { Ref: 'Map' } } } });
      if (takes) expect(why ?? '').not.toContain('inert');
      else expect(why).toContain(`R: Properties.${property}`);
    },
  );
});

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
  expect(Stacks?.[0]?.Outputs?.[0]?.OutputValue).toBe('<inert Map (AWS::Location::Map)>');
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
    expect(
      await account.deploy(name, { Resources: { R: inline(statement(value, { Effect: 'Deny' })) } }).catch(String),
    ).toMatch(/inert|ROLLBACK_COMPLETE/);
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

describe('a role’s name', () => {
  const nameOf = async (RoleName: unknown) => {
    const Resources = { Map: map, R: roleWith({ AssumeRolePolicyDocument: lambdaTrust, RoleName }) };
    expect(await account.deploy('named', { Resources, ...conditions })).toBe('CREATE_COMPLETE');
    const role = account.cloud.stacks.flatMap(({ resources }) => resources).find(({ logicalId }) => logicalId === 'R');
    expect(await account.remove('named')).toBe('DELETE_COMPLETE');
    return role?.ref;
  };

  test.each(ways)('is made up where it comes of an inert resource by %s', async (_way, value) => {
    expect(await nameOf(value)).toMatch(/^named-R-\w{12}$/);
  });

  test('control: another is taken', async () => {
    expect(await nameOf('player')).toBe('player');
  });
});

describe('a parameter of the store', () => {
  const stored = (Value: unknown) => ({
    Resources: { Map: map, P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/map', Type: 'String', Value } } },
    ...conditions,
  });
  const reader = {
    Parameters: { Map: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/map' } },
    Resources: { R: inline(statement({ Ref: 'Map' })) },
  };

  test.each(ways)(
    'takes what comes of an inert resource by %s, and no template takes it out of there',
    async (_way, value) => {
      expect(await account.deploy('stored', stored(value))).toBe('CREATE_COMPLETE');
      await expect(account.deploy('taken', reader)).rejects.toThrow('Parameter Map holds a placeholder');
      expect(await account.remove('stored')).toBe('DELETE_COMPLETE');
    },
  );

  test('nor does its attribute, beside it in the template', async () => {
    const { Resources } = stored(arn);
    const attribute = { 'Fn::Select': ['1', { 'Fn::Split': ['::', { 'Fn::GetAtt': ['P', 'Value'] }] }] };
    const Denying = inline(statement(attribute, { Effect: 'Deny' }));
    expect(await account.deploy('stored', { Resources: { ...Resources, Denying } })).toBe('ROLLBACK_COMPLETE');
    expect((await account.history('stored')).join()).toContain(
      'Value of P (AWS::SSM::Parameter), which stands as inert',
    );
    expect(await account.remove('stored')).toBe('DELETE_COMPLETE');
  });

  test('control: another value is taken out', async () => {
    expect(await account.deploy('stored', stored('arn:aws:s3:::files/*'))).toBe('CREATE_COMPLETE');
    expect(await account.deploy('taken', reader)).toBe('CREATE_COMPLETE');
    for (const stack of ['taken', 'stored']) expect(await account.remove(stack)).toBe('DELETE_COMPLETE');
  });
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
  await expect(start({ Map: map, R: inline(statement(arn, { Effect: 'Deny' })) })).rejects.toThrow(
    /^game: R: Properties\.Policies.*stands as inert/,
  );
  const { cloud } = await start({ Map: map, R: inline(statement('*')) });
  expect(cloud.stacks[0]?.resources.map(({ logicalId, inert = false }) => [logicalId, inert])).toEqual([
    ['Map', true],
    ['R', false],
  ]);
  await cloud.stop();
});

describe('a stack within a stack', () => {
  const child = (Resources: object, more: object = {}) =>
    JSON.stringify({ Parameters: { Given: { Type: 'String', AllowedPattern: '[a-z:/*0-9]+' } }, Resources, ...more });
  const given = { Ref: 'Given' };
  const taking: readonly [string, string][] = [
    ['a function’s environment', child({ R: fn({ Environment: { Variables: { IT: given } } }) })],
    ['what a policy allows', child({ R: inline(statement(given)) })],
    ['an output', child({ F: fn({}) }, { Outputs: { It: { Value: given } } })],
  ];
  const refusing: readonly [string, string, string, string][] = [
    [
      'a Deny',
      child({ R: inline(statement(given, { Effect: 'Deny' })) }),
      'R: Properties.Policies[0]',
      'arn:aws:s3:::files/*',
    ],
    [
      'a bucket’s name',
      child({ R: { Type: 'AWS::S3::Bucket', Properties: { BucketName: given } } }),
      'BucketName',
      'files',
    ],
    [
      'a condition',
      child(
        { R: { Type: 'AWS::S3::Bucket', Condition: 'Given' } },
        { Conditions: { Given: { 'Fn::Equals': [given, ''] } } },
      ),
      'what it would be decides here which resources there are',
      'files',
    ],
  ];

  /** Deploys a parent that hands a value into it. @returns what the parent's stack comes to, and what is said */
  async function handing(template: string, Parameters: unknown): Promise<string> {
    const administrator = new S3Client({ ...administratorClient(account.cloud), forcePathStyle: true });
    const object = { Bucket: 'templates', Key: 'child.json' };
    await administrator.send(new PutObjectCommand({ ...object, Body: template }));
    const Properties = { TemplateURL: 'https://templates.s3.eu-west-1.amazonaws.com/child.json', Parameters };
    const Resources = { Map: map, Child: { Type: 'AWS::CloudFormation::Stack', Properties } };
    const status = await account.deploy('above', { Resources, ...conditions });
    const said = (await account.history('above')).join();
    expect(await account.remove('above')).toBe('DELETE_COMPLETE');
    return `${status} ${said}`;
  }

  beforeAll(async () => {
    const Resources = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'templates' } } };
    expect(await account.deploy('templates', { Resources })).toBe('CREATE_COMPLETE');
  });

  describe.each(taking)('in which it comes into %s', (_what, template) => {
    test.each(ways)('is handed what comes of an inert resource by %s', async (_way, value) => {
      expect(await handing(template, { Given: value })).toMatch(/^CREATE_COMPLETE/);
    });
  });

  describe.each(refusing)('in which it comes into %s', (_what, template, place, good) => {
    test.each(ways)('is not made with what comes of one by %s, and the place is named', async (_way, value) => {
      const outcome = await handing(template, { Given: value });
      expect(outcome).toMatch(/^ROLLBACK_COMPLETE .*inert \(--inert\)/);
      expect(outcome).toContain(place);
    });

    test('control: is made with another value', async () => {
      expect(await handing(template, { Given: good })).toMatch(/^CREATE_COMPLETE/);
    });
  });

  const denying = child(
    { R: inline(statement(given, { Effect: 'Deny' })) },
    { Parameters: { Given: { Type: 'String' }, Other: { Type: 'String', Default: 'none' } } },
  );
  const allOf = (parameters: object) => ({ 'Fn::If': ['Yes', parameters, noValue] });
  test.each<[string, unknown, RegExp]>([
    ['what comes of an inert resource', allOf({ Given: arn }), /^ROLLBACK_COMPLETE .*the parameter Given/],
    // One of them holds no placeholder any more, and comes of one.
    ['a part of it beside the whole', allOf({ Given: cut, Other: arn }), /^ROLLBACK_COMPLETE .*the parameter Given/],
    ['another value beside the whole', allOf({ Given: 'arn:aws:s3:::files/*', Other: arn }), /^CREATE_COMPLETE/],
  ])('parameters that a condition wants, with %s, are followed one by one', async (_what, parameters, outcome) => {
    expect(await handing(denying, parameters)).toMatch(outcome);
  });
});
