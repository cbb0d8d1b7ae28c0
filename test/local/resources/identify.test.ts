import { AssemblyError } from '../../../assembly/assembly-error';
import { resourceTypes } from '../../../local/resources/all-types';
import { loadAssembly, loadTemplate, resourceOf, writeAssembly } from '../../assembly/assembly-on-disk';

const everyType = {
  Files: { Type: 'AWS::S3::Bucket' },
  FilesPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Files' } } },
  Records: { Type: 'AWS::DynamoDB::GlobalTable' },
  Scores: { Type: 'AWS::DynamoDB::Table' },
  Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/game/' } },
  Inline: { Type: 'AWS::IAM::Policy' },
  Managed: { Type: 'AWS::IAM::ManagedPolicy' },
  Idp: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://login.example.com/game' } },
  CdkIdp: {
    Type: 'Custom::AWSCDKOpenIdConnectProvider',
    Properties: { ServiceToken: 'f', Url: 'https://login.example.com/other', ThumbprintList: ['b', 'a'] },
  },
  Saml: { Type: 'AWS::IAM::SAMLProvider', Properties: { SamlMetadataDocument: '<xml/>' } },
  Pool: { Type: 'AWS::Cognito::IdentityPool' },
  Roles: { Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { IdentityPoolId: { Ref: 'Pool' } } },
  Tags: {
    Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    Properties: { IdentityPoolId: { Ref: 'Pool' }, IdentityProviderName: 'graph.facebook.com' },
  },
  Players: { Type: 'AWS::Cognito::UserPool' },
  App: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Players' } } },
  Domain: {
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { Domain: { 'Fn::Sub': 'game-${AWS::StackName}-${AWS::AccountId}' } },
  },
  Branding: { Type: 'AWS::Cognito::ManagedLoginBranding', Properties: { UserPoolId: { Ref: 'Players' } } },
  Moderators: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'Players' } } },
  GoogleIdp: { Type: 'AWS::Cognito::UserPoolIdentityProvider', Properties: { ProviderName: 'Google' } },
  Server: { Type: 'AWS::Cognito::UserPoolResourceServer', Properties: { Identifier: 'game' } },
  Ana: {
    Type: 'AWS::Cognito::UserPoolUser',
    Properties: { Username: { 'Fn::Sub': 'ana-${AWS::StackName}-${AWS::AccountId}' } },
  },
  Membership: { Type: 'AWS::Cognito::UserPoolUserToGroupAttachment' },
  Smoke: { Type: 'AWS::Lambda::Function' },
  First: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Smoke' } } },
  Second: {
    Type: 'AWS::Lambda::Version',
    Properties: { FunctionName: { 'Fn::GetAtt': ['Smoke', 'Arn'] } },
    DependsOn: 'First',
  },
  Permission: { Type: 'AWS::Lambda::Permission' },
  Log: { Type: 'AWS::Logs::LogGroup' },
  Secret: { Type: 'AWS::SecretsManager::Secret' },
  SecretPolicy: { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: { Ref: 'Secret' } } },
  Version: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 7 } },
  Images: { Type: 'AWS::ECR::Repository' },
  Api: { Type: 'AWS::ApiGateway::RestApi' },
  Boards: { Type: 'AWS::ApiGateway::Resource' },
  Post: { Type: 'AWS::ApiGateway::Method' },
  Score: { Type: 'AWS::ApiGateway::Model' },
  Validator: { Type: 'AWS::ApiGateway::RequestValidator' },
  ByPool: { Type: 'AWS::ApiGateway::Authorizer' },
  Denied: { Type: 'AWS::ApiGateway::GatewayResponse' },
  Deployed: { Type: 'AWS::ApiGateway::Deployment' },
  Live: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: { StageName: { 'Fn::Sub': 'live_${AWS::StackName}_${AWS::AccountId}' } },
  },
  Gateway: { Type: 'AWS::ApiGateway::Account' },
  Metadata: { Type: 'AWS::CDK::Metadata' },
  Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'nested.json' } },
  Run: { Type: 'Custom::Trigger', Properties: { ServiceToken: { 'Fn::GetAtt': ['Smoke', 'Arn'] } } },
  Empty: { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken: { 'Fn::GetAtt': ['Smoke', 'Arn'] } } },
  Own: {
    Type: 'AWS::CloudFormation::CustomResource',
    Properties: { ServiceToken: { 'Fn::GetAtt': ['Smoke', 'Arn'] } },
  },
};

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

describe('Ref and attributes are what AWS documents for the type', () => {
  const stack = loadTemplate({ Resources: everyType });
  test.each<[keyof typeof everyType, RegExp, Record<string, RegExp>]>([
    [
      'Files',
      /^game-files-[a-z0-9]{12}$/,
      { Arn: /^arn:aws:s3:::game-files-\w+$/, RegionalDomainName: /\.s3\.us-east-1\./ },
    ],
    ['FilesPolicy', /^game-files-[a-z0-9]{12}$/, {}],
    ['Scores', /^game-Scores-\w{12}$/, { Arn: /^arn:aws:dynamodb:us-east-1:123456789012:table\/game-Scores-\w+$/ }],
    ['Records', /^game-Records-\w{12}$/, { Arn: /^arn:aws:dynamodb:us-east-1:123456789012:table\/game-Records-\w+$/ }],
    [
      'Role',
      /^game-Role-\w{12}$/,
      { Arn: /^arn:aws:iam::123456789012:role\/game\/game-Role-\w+$/, RoleId: /^AROA[A-Z2-7]{17}$/ },
    ],
    ['Inline', /^game-Inline-\w{12}$/, {}],
    ['Managed', /^arn:aws:iam::123456789012:policy\/game-Managed-\w{12}$/, { PolicyArn: /:policy\/game-Managed-/ }],
    [
      'Idp',
      /^arn:aws:iam::123456789012:oidc-provider\/login\.example\.com\/game$/,
      { Arn: /\/login\.example\.com\/game$/ },
    ],
    [
      'CdkIdp',
      /^arn:aws:iam::123456789012:oidc-provider\/login\.example\.com\/other$/,
      { Thumbprints: /^\["a","b"\]$/ },
    ],
    ['Saml', /^arn:aws:iam::123456789012:saml-provider\/game-Saml-\w{12}$/, { Arn: /:saml-provider\/game-Saml-/ }],
    ['Pool', new RegExp(`^us-east-1:${uuid}$`), { Name: /^Pool_\w{12}$/ }],
    ['Roles', new RegExp(`^us-east-1:${uuid}$`), {}],
    ['Tags', new RegExp(`^us-east-1:${uuid}\\|graph\\.facebook\\.com$`), {}],
    ['Smoke', /^game-Smoke-\w{12}$/, { Arn: /^arn:aws:lambda:us-east-1:123456789012:function:game-Smoke-\w{12}$/ }],
    ['First', /:function:game-Smoke-\w{12}:1$/, { Version: /^1$/, FunctionArn: /:1$/ }],
    ['Second', /:function:game-Smoke-\w{12}:2$/, { Version: /^2$/ }],
    ['Permission', /^game-Permission-\w{12}$/, {}],
    ['Log', /^game-Log-\w{12}$/, { Arn: /^arn:aws:logs:us-east-1:123456789012:log-group:game-Log-\w{12}:\*$/ }],
    ['Secret', /^arn:aws:secretsmanager:us-east-1:123456789012:secret:Secret-\w{12}-\w{6}$/, { Id: /:secret:Secret-/ }],
    ['SecretPolicy', /:secret:Secret-\w{12}-\w{6}$/, {}],
    [
      'Players',
      /^us-east-1_[A-Za-z0-9]{9}$/,
      {
        Arn: /^arn:aws:cognito-idp:us-east-1:123456789012:userpool\/us-east-1_\w{9}$/,
        ProviderName: /^cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_\w{9}$/,
        ProviderURL: /^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_\w{9}$/,
      },
    ],
    ['App', /^[a-z0-9]{26}$/, { ClientId: /^[a-z0-9]{26}$/, Name: /^App-\w{12}$/ }],
    ['Domain', /^game-game-123456789012$/, {}],
    ['Branding', new RegExp(`^us-east-1_\\w{9}\\|${uuid}$`), { ManagedLoginBrandingId: new RegExp(`^${uuid}$`) }],
    ['Moderators', /^game-Moderators-\w{12}$/, {}],
    ['Server', /^game$/, {}],
    ['Ana', /^ana-game-123456789012$/, {}],
    ['Membership', /^game-Membership-\w{12}$/, {}],
    ['Version', /^CFN-Version-\w{12}$/, { Type: /^String$/, Value: /^7$/ }],
    [
      'Images',
      /^game-images-[a-z0-9]{12}$/,
      {
        Arn: /^arn:aws:ecr:us-east-1:123456789012:repository\/game-images-\w+$/,
        RepositoryUri: /^123456789012\.dkr\.ecr\.us-east-1\.amazonaws\.com\/game-images-\w+$/,
      },
    ],
    ['Api', /^[a-z0-9]{10}$/, { RestApiId: /^[a-z0-9]{10}$/, RootResourceId: /^[a-z0-9]{10}$/ }],
    ['Boards', /^[a-z0-9]{6}$/, { ResourceId: /^[a-z0-9]{6}$/ }],
    ['Post', /^game-Post-\w{12}$/, {}],
    ['Score', /^gameScore\w{12}$/, {}],
    ['Validator', /^[a-z0-9]{6}$/, { RequestValidatorId: /^[a-z0-9]{6}$/ }],
    ['ByPool', /^[a-z0-9]{6}$/, { AuthorizerId: /^[a-z0-9]{6}$/ }],
    ['Denied', /^[a-z0-9]{6}$/, { Id: /^[a-z0-9]{6}$/ }],
    ['Deployed', /^[a-z0-9]{6}$/, { DeploymentId: /^[a-z0-9]{6}$/ }],
    ['Live', /^live_game_123456789012$/, {}],
    ['Gateway', /^game-Gateway-\w{12}$/, { Id: /^game-Gateway-/ }],
    ['Metadata', /^game-Metadata-\w{12}$/, {}],
    ['Nested', new RegExp(`^arn:aws:cloudformation:us-east-1:123456789012:stack/game-Nested-\\w{12}/${uuid}$`), {}],
    ['Run', /^game-Run-\w{12}$/, {}],
    ['Empty', /^game-Empty-\w{12}$/, {}],
    ['Own', /^game-Own-\w{12}$/, {}],
  ])('%s', (logicalId, ref, attributes) => {
    const resource = resourceOf(stack, logicalId);
    expect(resource.ref).toMatch(ref);
    for (const [name, pattern] of Object.entries(attributes)) expect(resource.attributes[name]).toMatch(pattern);
  });

  test('no type is left out here', () => {
    const here = new Set(stack.resources.map(({ type }) => type));
    expect(resourceTypes.map(({ type }) => type).filter((type) => !here.has(type))).toEqual([]);
  });

  test('names are the same in every run, and others in another account or stack', () => {
    const refs = (stackName: string, account: string) => {
      const template = { Resources: everyType };
      const [loaded] = loadAssembly(writeAssembly({ s: { stackName, template } }), { account });
      return new Map(loaded?.resources.map(({ logicalId, ref }) => [logicalId, ref]));
    };
    expect(refs('game', '123456789012')).toEqual(
      new Map(stack.resources.map(({ logicalId, ref }) => [logicalId, ref])),
    );
    for (const other of [refs('game', '999999999999'), refs('other', '123456789012')]) {
      // Exceptions: an OIDC provider's name is its URL's, whoever makes it, and a resource server's is of its pool alone.
      const shared = stack.resources.filter(
        ({ logicalId, ref }) => !logicalId.endsWith('Idp') && logicalId !== 'Server' && other.get(logicalId) === ref,
      );
      expect(shared).toEqual([]);
    }
  });
});

describe('physical names', () => {
  test.each([
    ['AWS::S3::Bucket', 63],
    ['AWS::IAM::Role', 64],
    ['AWS::Lambda::Function', 64],
    ['AWS::DynamoDB::GlobalTable', 255],
  ])('%s is never longer than %i characters, and stays distinct', (Type, limit) => {
    const Long = `Long${'X'.repeat(200)}`;
    const stack = loadTemplate({ Resources: { [`${Long}1`]: { Type }, [`${Long}2`]: { Type } } });
    const [one = '', two = ''] = stack.resources.map(({ ref }) => ref);
    expect(one.length).toBeLessThanOrEqual(limit);
    expect(one).not.toBe(two);
  });

  test.each([
    ['AWS::S3::Bucket', 'BucketName', 'my-files', 'My_Files'],
    ['AWS::DynamoDB::GlobalTable', 'TableName', 'my-table', { A: 1 }],
    ['AWS::IAM::Role', 'RoleName', 'my-role', ''],
    ['AWS::Lambda::Function', 'FunctionName', 'my-function', 'arn:aws:lambda:us-east-1:1:function:f'],
    ['AWS::Logs::LogGroup', 'LogGroupName', '/game/log', 7],
  ])('an explicit name of an %s wins, a bad one is refused', (Type, property, good, bad) => {
    const load = (name: unknown) => loadTemplate({ Resources: { It: { Type, Properties: { [property]: name } } } });
    expect(resourceOf(load(good), 'It').ref).toBe(good);
    expect(() => load(bad)).toThrow(AssemblyError);
    expect(() => load(bad)).toThrow(`game: It: Properties.${property}: `);
  });

  test('one name cannot be given twice', () => {
    const template = (one: object, two: object) => ({ Resources: { One: one, Two: two } });
    const table = (Type: string, TableName: string) => ({ Type, Properties: { TableName } });
    const global = table('AWS::DynamoDB::GlobalTable', 'records');
    expect(() => loadTemplate(template(global, table('AWS::DynamoDB::Table', 'records')))).toThrow(
      "game: Two: the AWS::DynamoDB::Table 'records' exists already in this region, created by game: One",
    );
    expect(loadTemplate(template(global, table('AWS::DynamoDB::Table', 'others'))).resources).toHaveLength(2);
  });

  test('an OIDC provider without https, and a path without slashes, are refused', () => {
    const load = (Type: string, Properties: object) => () => loadTemplate({ Resources: { It: { Type, Properties } } });
    expect(load('AWS::IAM::OIDCProvider', { Url: 'http://a.example.com' })).toThrow('must begin with https://');
    expect(load('AWS::IAM::OIDCProvider', {})).toThrow('Properties.Url: is missing');
    expect(load('AWS::IAM::OIDCProvider', { Url: 'https://a.example.com' })).not.toThrow();
    expect(load('AWS::IAM::Role', { Path: 'game' })).toThrow('Properties.Path: begins and ends with a slash');
    expect(load('AWS::IAM::Role', { Path: '/game/' })).not.toThrow();
  });
});
