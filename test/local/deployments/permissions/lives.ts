import { readFileSync } from 'node:fs';
import { samlMetadataFile } from '../../../lib/everything';
import { zip } from '../../services/lambda/zip-writer';
import type { ExecutionAccount } from './execution-account';

/** Resources by their logical IDs. */
type Resources = Readonly<Record<string, object>>;

/** What becomes of one resource: as what it is made, and as what it is changed, until it is deleted. */
export interface Life {
  readonly type: string;
  /** What has to be there before. */
  readonly on?: Resources;
  readonly states: readonly [object, ...object[]];
  /** What no template makes. */
  prepare?(account: ExecutionAccount): void;
}

const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const trust = (Service: string) => document({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
const reading = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const tags = (Value: string, Key = 'team') => [{ Key, Value }];
const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const role = (RoleName: string, service = 'lambda.amazonaws.com') => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName, AssumeRolePolicyDocument: trust(service) },
});
/** The role of a function that keeps OIDC providers. */
const providerRunner = {
  Type: 'AWS::IAM::Role',
  Properties: {
    ...{ RoleName: 'Runner', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') },
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: document({ Effect: 'Allow', Action: 'iam:*OpenIDConnectProvider*', Resource: '*' }),
      },
    ],
  },
};
const arnOf = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const pool = { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'players' } };
const client = { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' }, ClientName: 'app' } };
const exported = (logicalId: string) => ({ 'Fn::ImportValue': logicalId });
const identityPool = {
  Type: 'AWS::Cognito::IdentityPool',
  Properties: { AllowUnauthenticatedIdentities: true, SupportedLoginProviders: { 'graph.facebook.com': '1' } },
};
const lambda = (more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ FunctionName: 'check', Handler: 'index.handler', Runtime: 'nodejs22.x', Role: arnOf('Runner') },
    ...{ Code: { ZipFile: 'exports.handler = async () => {};' }, ...more },
  },
});
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:check';
const keys = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};
const metadata = readFileSync(samlMetadataFile, 'utf8');
const poolId = exported('Pool');
const permission = (SourceAccount: string) => ({
  ...{ FunctionName: 'check', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com', SourceAccount },
});

const google = (authorize_scopes: string) => ({
  ...{ UserPoolId: poolId, ProviderName: 'Google', ProviderType: 'Google' },
  ProviderDetails: { client_id: 'id', client_secret: 'secret', authorize_scopes },
});
const apiPart = (Type: string, Properties: object) => ({
  Type: `AWS::ApiGateway::${Type}`,
  Properties: { RestApiId: { Ref: 'Api' }, ...Properties },
});
const api = {
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'scores' } },
  Boards: apiPart('Resource', { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'boards' }),
  Get: apiPart('Method', { ResourceId: { Ref: 'Boards' }, HttpMethod: 'GET', Integration: { Type: 'MOCK' } }),
};
const deployedApi = { ...api, Deployed: { ...apiPart('Deployment', {}), DependsOn: 'Get' } };
const ofApi = (...states: readonly [object, ...object[]]) =>
  states.map((state) => ({ RestApiId: exported('Api'), ...state })) as [object, ...object[]];

/** For each resource type a life in which every one of its permissions is needed. */
export const lives: readonly Life[] = [
  {
    type: 'AWS::IAM::Role',
    states: [
      {
        ...{ RoleName: 'Player', AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), Tags: tags('red') },
        Policies: [{ PolicyName: 'a', PolicyDocument: reading }],
        ManagedPolicyArns: [managed('AmazonS3ReadOnlyAccess')],
      },
      {
        ...{ RoleName: 'Player', AssumeRolePolicyDocument: trust('s3.amazonaws.com'), Tags: tags('blue', 'clan') },
        ...{ Description: 'Plays.', MaxSessionDuration: 7200, PermissionsBoundary: managed('AdministratorAccess') },
        Policies: [{ PolicyName: 'b', PolicyDocument: reading }],
        ManagedPolicyArns: [managed('AmazonS3FullAccess')],
      },
      {
        ...{ RoleName: 'Player', AssumeRolePolicyDocument: trust('s3.amazonaws.com') },
        Policies: [{ PolicyName: 'b', PolicyDocument: reading }],
        ManagedPolicyArns: [managed('AmazonS3FullAccess')],
      },
    ],
  },
  {
    type: 'AWS::IAM::Policy',
    on: { One: role('One'), Two: role('Two') },
    states: [
      { PolicyName: 'reads', PolicyDocument: reading, Roles: ['One', 'Two'] },
      { PolicyName: 'reads', PolicyDocument: reading, Roles: ['Two'] },
    ],
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    on: { One: role('One'), Two: role('Two') },
    states: [
      { ManagedPolicyName: 'reads', PolicyDocument: reading, Roles: ['One'] },
      {
        ManagedPolicyName: 'reads',
        PolicyDocument: document({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
        Roles: ['Two'],
      },
    ],
  },
  {
    type: 'AWS::IAM::OIDCProvider',
    states: [
      { Url: 'https://login.my-studio.com', ClientIdList: ['ios'], Tags: tags('red') },
      {
        ...{ Url: 'https://login.my-studio.com', ClientIdList: ['web'], Tags: tags('red', 'clan') },
        ThumbprintList: ['0123456789012345678901234567890123456789'],
      },
    ],
  },
  {
    type: 'AWS::IAM::SAMLProvider',
    states: [
      { Name: 'partner', SamlMetadataDocument: metadata, Tags: tags('red') },
      { Name: 'partner', SamlMetadataDocument: `${metadata}\n`, Tags: tags('red', 'clan') },
    ],
  },
  {
    type: 'AWS::Cognito::IdentityPool',
    states: [
      { AllowUnauthenticatedIdentities: true, IdentityPoolTags: tags('red'), DeveloperProviderName: 'backend' },
      { AllowUnauthenticatedIdentities: false, IdentityPoolTags: tags('red', 'clan') },
    ],
  },
  {
    type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    on: { Pool: identityPool },
    states: [
      { IdentityPoolId: poolId, Roles: { authenticated: arnOf('One') } },
      { IdentityPoolId: poolId, Roles: { authenticated: arnOf('Two') } },
    ],
  },
  {
    type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    on: { Pool: identityPool },
    states: [
      { IdentityPoolId: poolId, IdentityProviderName: 'graph.facebook.com', PrincipalTags: { clan: 'clan' } },
      { IdentityPoolId: poolId, IdentityProviderName: 'graph.facebook.com', PrincipalTags: { clan: 'team' } },
    ],
  },
  {
    type: 'AWS::Cognito::UserPool',
    states: [
      {
        ...{ UserPoolName: 'players', MfaConfiguration: 'OFF', UserPoolTags: { team: 'red' } },
        ...{ EmailConfiguration: {}, SmsConfiguration: { SnsCallerArn: arnOf('Texts') } },
      },
      {
        ...{ UserPoolName: 'players', UserPoolTags: { clan: 'red' }, Schema: [{ Name: 'clan' }] },
        ...{ MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] },
      },
    ],
  },
  {
    type: 'AWS::Cognito::UserPoolClient',
    on: { Pool: pool },
    states: [
      { UserPoolId: poolId, ClientName: 'ios' },
      { UserPoolId: poolId, ClientName: 'web' },
    ],
  },
  {
    type: 'AWS::Cognito::UserPoolDomain',
    on: { Pool: pool },
    states: [
      { UserPoolId: poolId, Domain: 'star-harvest' },
      { UserPoolId: poolId, Domain: 'star-harvest', ManagedLoginVersion: 2 },
    ],
  },
  {
    type: 'AWS::Cognito::UserPoolGroup',
    on: { Pool: pool },
    states: [
      { UserPoolId: poolId, GroupName: 'moderators', RoleArn: arnOf('One') },
      { UserPoolId: poolId, GroupName: 'moderators', RoleArn: arnOf('Two') },
    ],
  },
  {
    type: 'AWS::Cognito::UserPoolIdentityProvider',
    on: { Pool: pool },
    states: [google('openid'), google('openid email')],
  },
  {
    type: 'AWS::Cognito::UserPoolResourceServer',
    on: { Pool: pool },
    states: [
      { UserPoolId: poolId, Identifier: 'game', Name: 'Game', Scopes: [{ ScopeName: 'read', ScopeDescription: 'r' }] },
      { UserPoolId: poolId, Identifier: 'game', Name: 'Game', Scopes: [] },
    ],
  },
  {
    type: 'AWS::Cognito::UserPoolUser',
    on: { Pool: pool },
    states: [{ UserPoolId: poolId, Username: 'ana', DesiredDeliveryMediums: ['EMAIL'] }],
  },
  {
    type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
    on: {
      Pool: pool,
      Ana: { Type: 'AWS::Cognito::UserPoolUser', Properties: { UserPoolId: { Ref: 'Pool' }, Username: 'ana' } },
      Group: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'mods' } },
    },
    states: [{ UserPoolId: poolId, Username: 'ana', GroupName: 'mods' }],
  },
  {
    type: 'AWS::Cognito::ManagedLoginBranding',
    on: { Pool: pool, Client: client },
    states: [
      { UserPoolId: poolId, ClientId: exported('Client'), UseCognitoProvidedValues: true },
      { UserPoolId: poolId, ClientId: exported('Client'), UseCognitoProvidedValues: false, Settings: {} },
    ],
  },
  {
    type: 'AWS::S3::Bucket',
    states: [
      {
        ...{ BucketName: 'star-harvest-files', AccessControl: 'Private', Tags: tags('red') },
        AccelerateConfiguration: { AccelerationStatus: 'Enabled' },
        ...{ AnalyticsConfigurations: [], CorsConfiguration: { CorsRules: [] } },
        ...{ BucketEncryption: { ServerSideEncryptionConfiguration: [] }, LifecycleConfiguration: { Rules: [] } },
        ...{ IntelligentTieringConfigurations: [], InventoryConfigurations: [], LoggingConfiguration: {} },
        ...{ MetricsConfigurations: [], OwnershipControls: { Rules: [] }, PublicAccessBlockConfiguration: {} },
        VersioningConfiguration: { Status: 'Enabled' },
        WebsiteConfiguration: { IndexDocument: 'index.html' },
      },
      { BucketName: 'star-harvest-files' },
    ],
  },
  {
    type: 'AWS::S3::BucketPolicy',
    on: { Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'star-harvest-files' } } },
    states: ['s3:GetObject', 's3:PutObject'].map((Action) => ({
      Bucket: 'star-harvest-files',
      PolicyDocument: document({
        ...{ Effect: 'Deny', Principal: '*', Action, Resource: 'arn:aws:s3:::star-harvest-files/*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    })) as [object, ...object[]],
  },
  {
    type: 'AWS::CloudFormation::Stack',
    on: { Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'templates' } } },
    prepare({ account: { buckets } }) {
      for (const key of ['one.json', 'two.json']) {
        const child = { Description: key, Resources: { It: { Type: 'AWS::CDK::Metadata', Properties: { key } } } };
        const body = Buffer.from(JSON.stringify(child));
        buckets.find('templates')?.objects.put(key, { body, tags: new Map() } as never);
      }
    },
    states: [
      { TemplateURL: 'https://s3.eu-west-1.amazonaws.com/templates/one.json' },
      { TemplateURL: 'https://templates.s3.amazonaws.com/two.json?versionId=null', Tags: tags('red') },
    ],
  },
  {
    type: 'AWS::DynamoDB::Table',
    states: [
      {
        ...{ ...keys, TableName: 'players', Tags: tags('red'), PointInTimeRecoverySpecification: {} },
        ...{ TimeToLiveSpecification: { AttributeName: 'until', Enabled: true }, ContributorInsightsSpecification: {} },
      },
      { ...keys, TableName: 'players', Tags: tags('red', 'clan'), DeletionProtectionEnabled: false },
    ],
  },
  {
    type: 'AWS::DynamoDB::GlobalTable',
    states: [
      {
        ...{ ...keys, TableName: 'players', TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } },
        Replicas: [
          {
            ...{ Region: 'eu-west-1', Tags: tags('red'), PointInTimeRecoverySpecification: {} },
            ContributorInsightsSpecification: {},
          },
          { Region: 'us-east-1' },
        ],
      },
      { ...keys, TableName: 'players', Replicas: [{ Region: 'eu-west-1', Tags: tags('red', 'clan') }] },
    ],
  },
  {
    type: 'AWS::Lambda::Function',
    on: { Runner: role('Runner'), Code: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'archives' } } },
    prepare({ account: { buckets } }) {
      const body = zip({ name: 'index.js', content: 'exports.handler = async () => {};' });
      for (const key of ['one.zip', 'two.zip']) {
        buckets.find('archives')?.objects.put(key, { body, tags: new Map() } as never);
      }
    },
    states: [
      lambda({
        ...{ Code: { S3Bucket: 'archives', S3Key: 'one.zip', S3ObjectVersion: 'null' }, Tags: tags('red') },
        ...{ ReservedConcurrentExecutions: 1, RuntimeManagementConfig: {}, RecursiveLoop: 'Terminate' },
      }).Properties,
      lambda({
        ...{ Code: { S3Bucket: 'archives', S3Key: 'two.zip', S3ObjectVersion: 'null' }, Tags: tags('red', 'clan') },
        ...{ ReservedConcurrentExecutions: 2, RuntimeManagementConfig: { UpdateRuntimeOn: 'Auto' }, Timeout: 5 },
      }).Properties,
      lambda().Properties,
    ],
  },
  {
    type: 'AWS::Lambda::Version',
    on: { Runner: role('Runner'), Check: lambda() },
    states: [{ FunctionName: functionArn }],
  },
  {
    type: 'AWS::Lambda::Permission',
    on: { Runner: role('Runner'), Check: lambda() },
    states: [permission('111111111111'), permission('222222222222')],
  },
  {
    type: 'AWS::Logs::LogGroup',
    states: [
      { LogGroupName: 'check', RetentionInDays: 7, Tags: tags('red') },
      { LogGroupName: 'check', RetentionInDays: 30, Tags: tags('red', 'clan') },
      { LogGroupName: 'check' },
    ],
  },
  {
    type: 'AWS::SecretsManager::Secret',
    states: [
      { Name: 'players', GenerateSecretString: {}, Tags: tags('red') },
      { Name: 'players', GenerateSecretString: { PasswordLength: 20 }, Tags: tags('red', 'clan') },
    ],
  },
  {
    type: 'AWS::SecretsManager::ResourcePolicy',
    on: { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'players', SecretString: '1' } } },
    states: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'].map((Action) => ({
      SecretId: exported('Secret'),
      ResourcePolicy: document({ Effect: 'Deny', Principal: { AWS: arnOf('Player') }, Action, Resource: '*' }),
    })) as [object, ...object[]],
  },
  {
    type: 'AWS::SSM::Parameter',
    states: [
      { Name: '/game/version', Type: 'String', Value: '1', Tags: { team: 'red' } },
      { Name: '/game/version', Type: 'String', Value: '2', Tags: { clan: 'red' } },
    ],
  },
  {
    type: 'AWS::ECR::Repository',
    states: [
      {
        ...{ RepositoryName: 'images', LifecyclePolicy: { LifecyclePolicyText: '{}' }, Tags: tags('red') },
        RepositoryPolicyText: document({ Effect: 'Allow', Principal: '*', Action: 'ecr:GetAuthorizationToken' }),
      },
      {
        ...{ RepositoryName: 'images', LifecyclePolicy: { LifecyclePolicyText: '{"rules":[]}' } },
        ...{ ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true } },
        RepositoryPolicyText: document({ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }),
        Tags: tags('red', 'clan'),
      },
      { RepositoryName: 'images' },
    ],
  },
  {
    type: 'AWS::ApiGateway::RestApi',
    states: [
      {
        ...{ Name: 'scores', Tags: tags('red') },
        Policy: document({ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }),
      },
      { Name: 'scores', Tags: tags('red', 'clan') },
    ],
  },
  {
    type: 'AWS::ApiGateway::Resource',
    on: api,
    states: ofApi(
      { ParentId: exported('Boards'), PathPart: '{board}' },
      { ParentId: exported('Boards'), PathPart: 'all' },
    ),
  },
  {
    type: 'AWS::ApiGateway::Method',
    on: api,
    states: ofApi(
      ...([true, false].map((needed) => ({
        ...{ ResourceId: exported('Boards'), HttpMethod: 'POST', Integration: { Type: 'MOCK' } },
        RequestParameters: { 'method.request.header.a': needed },
      })) as [object, object]),
    ),
  },
  {
    type: 'AWS::ApiGateway::Model',
    on: api,
    states: ofApi({ Name: 'Score', Schema: { type: 'object' } }, { Name: 'Score', Schema: { type: 'array' } }),
  },
  {
    type: 'AWS::ApiGateway::RequestValidator',
    on: api,
    states: ofApi({ Name: 'all', ValidateRequestBody: true }, { Name: 'all', ValidateRequestBody: false }),
  },
  {
    type: 'AWS::ApiGateway::Authorizer',
    on: { ...api, Pool: pool },
    states: ofApi(
      ...(['red', 'blue'].map((name) => ({
        ...{ Type: 'COGNITO_USER_POOLS', Name: name },
        ProviderARNs: [{ 'Fn::Sub': ['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${Id}', { Id: poolId }] }],
      })) as [object, object]),
    ),
  },
  {
    type: 'AWS::ApiGateway::GatewayResponse',
    on: api,
    states: ofApi({ ResponseType: 'THROTTLED', StatusCode: '429' }, { ResponseType: 'THROTTLED', StatusCode: '503' }),
  },
  {
    type: 'AWS::ApiGateway::Deployment',
    on: api,
    states: ofApi({ Description: 'first' }, { Description: 'the first' }),
  },
  {
    type: 'AWS::ApiGateway::Stage',
    on: deployedApi,
    states: ofApi(
      { StageName: 'live', DeploymentId: exported('Deployed'), Tags: tags('red') },
      { StageName: 'live', DeploymentId: exported('Deployed'), Tags: tags('red', 'clan'), Variables: { a: '1' } },
    ),
  },
  {
    type: 'AWS::ApiGateway::Account',
    on: { Logs: role('Logs', 'apigateway.amazonaws.com') },
    states: [{ CloudWatchRoleArn: arnOf('Logs') }, { CloudWatchRoleArn: arnOf('Logs2') }],
  },
  {
    type: 'Custom::AWSCDKOpenIdConnectProvider',
    on: { Runner: providerRunner, Check: lambda() },
    states: [
      { ServiceToken: functionArn, Url: 'https://login.my-studio.com', ClientIDList: ['ios'] },
      {
        ServiceToken: functionArn,
        Url: 'https://login.my-studio.com',
        ClientIDList: ['web'],
        ThumbprintList: ['0123'],
      },
    ],
  },
  {
    type: 'Custom::Trigger',
    states: [
      { ServiceToken: functionArn, Try: 1 },
      { ServiceToken: functionArn, Try: 2 },
    ],
  },
];
