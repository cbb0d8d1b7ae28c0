const trustOf = (principal: object, action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: action }],
});

export const names = {
  bucket: 'tagged-files',
  table: 'tagged-records',
  lambda: 'tagged-echo',
  secret: 'tagged-secret',
  developer: 'login.game',
  parameter: '/tagged/parameter',
  repository: 'tagged/images',
} as const;

const Tags = [{ Key: 'Team', Value: 'red' }];
const sameTags = { Team: 'red' };
const roleArn = { 'Fn::GetAtt': ['Player', 'Arn'] };

const Resources = {
  Files: {
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName: names.bucket, VersioningConfiguration: { Status: 'Enabled' }, Tags },
  },
  Records: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: names.table,
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      Tags,
    },
  },
  Players: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolTags: sameTags } },
  App: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { UserPoolId: { Ref: 'Players' }, ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] },
  },
  Pool: {
    Type: 'AWS::Cognito::IdentityPool',
    Properties: {
      AllowClassicFlow: true,
      AllowUnauthenticatedIdentities: true,
      DeveloperProviderName: names.developer,
      IdentityPoolTags: Tags,
    },
  },
  Player: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trustOf(
        { Federated: 'cognito-identity.amazonaws.com' },
        'sts:AssumeRoleWithWebIdentity',
      ),
      Tags,
    },
  },
  Roles: {
    Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    Properties: { IdentityPoolId: { Ref: 'Pool' }, Roles: { authenticated: roleArn, unauthenticated: roleArn } },
  },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: names.secret, SecretString: '{}', Tags } },
  Runner: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trustOf({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'), Tags },
  },
  Echo: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: names.lambda,
      Code: { S3Bucket: 'assets', S3Key: 'echo.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['Runner', 'Arn'] },
      Tags,
    },
  },
};

/** A game of which every resource has tags, as far as it may have some. */
export const taggedGame = {
  environment: 'aws://123456789012/eu-west-1',
  template: { Resources },
  assets: { 'echo.zip': 'exports.handler = async (event) => event;' },
};
