import { writeAssembly } from '../../assembly/assembly-on-disk';

const environment = 'aws://123456789012/eu-west-1';

/** The issuer that the game's players come from. */
export const issuer = 'https://players.example';
export const clientId = 'game-ios';

export const names = {
  bucket: 'game-files',
  table: 'game-records',
  lambda: 'game-echo',
  secret: 'game-secret',
  role: 'game-player',
  stack: 'game',
  domain: 'game-moons',
  group: 'red',
  resourceServer: 'api',
} as const;

const trustOf = (principal: object, action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: action }],
});
const player = {
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: names.role,
    AssumeRolePolicyDocument: trustOf({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity'),
  },
};
const roleArn = { 'Fn::GetAtt': ['Player', 'Arn'] };

/** One resource of every kind that the services serve. */
const Resources = {
  Files: {
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName: names.bucket, VersioningConfiguration: { Status: 'Enabled' } },
  },
  Records: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: names.table,
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [{ Region: 'eu-west-1' }],
    },
  },
  Issuer: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: issuer, ClientIdList: [clientId] } },
  Pool: {
    Type: 'AWS::Cognito::IdentityPool',
    Properties: {
      AllowClassicFlow: true,
      AllowUnauthenticatedIdentities: true,
      DeveloperProviderName: 'login.game',
      OpenIdConnectProviderARNs: [{ Ref: 'Issuer' }],
    },
  },
  Player: player,
  Roles: {
    Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    Properties: { IdentityPoolId: { Ref: 'Pool' }, Roles: { authenticated: roleArn, unauthenticated: roleArn } },
  },
  Users: { Type: 'AWS::Cognito::UserPool', Properties: {} },
  App: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { UserPoolId: { Ref: 'Users' }, ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] },
  },
  Group: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'Users' }, GroupName: names.group } },
  Scopes: {
    Type: 'AWS::Cognito::UserPoolResourceServer',
    Properties: { UserPoolId: { Ref: 'Users' }, Identifier: names.resourceServer, Name: 'scores' },
  },
  Page: { Type: 'AWS::Cognito::UserPoolDomain', Properties: { UserPoolId: { Ref: 'Users' }, Domain: names.domain } },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: names.secret, SecretString: '{}' } },
  EchoRole: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trustOf({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole') },
  },
  Echo: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: names.lambda,
      Code: { S3Bucket: 'assets', S3Key: 'echo.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['EchoRole', 'Arn'] },
    },
  },
};
const Outputs = {
  PoolId: { Value: { Ref: 'Pool' } },
  UserPoolId: { Value: { Ref: 'Users' } },
  ClientId: { Value: { Ref: 'App' } },
};

/** A small game's cloud assembly, on disk until the tests of the file are through. */
export function gameAssembly(): string {
  return writeAssembly({
    [names.stack]: {
      environment,
      template: { Resources, Outputs },
      assets: { 'echo.zip': 'exports.handler = async (event) => event;' },
    },
  });
}
