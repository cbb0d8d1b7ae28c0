/** What the load plays on: it is deployed once. */
export const gameTemplate = {
  Resources: {
    Files: { Type: 'AWS::S3::Bucket', Properties: {} },
    Records: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      },
    },
    Players: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'players' } },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Players' },
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    },
    Identities: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: { IdentityPoolName: 'players', AllowUnauthenticatedIdentities: true },
    },
    Guest: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'Identities' } },
                'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
              },
            },
          ],
        },
      },
    },
    Roles: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: { Ref: 'Identities' },
        Roles: { unauthenticated: { 'Fn::GetAtt': ['Guest', 'Arn'] } },
      },
    },
  },
  Outputs: {
    Bucket: { Value: { Ref: 'Files' } },
    Table: { Value: { Ref: 'Records' } },
    UserPool: { Value: { Ref: 'Players' } },
    ClientId: { Value: { Ref: 'Client' } },
    IdentityPool: { Value: { Ref: 'Identities' } },
  },
};

/** Answers CloudFormation after a while: so long a stack is found in the middle of it. */
const slowHandler = `const response = require('cfn-response');
exports.handler = (event, context) => {
  setTimeout(() => response.send(event, context, response.SUCCESS, {}, 'slow'), 100 + 600 * Math.random());
};`;

const slow = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: slowHandler },
    },
  },
};

/** What is deployed, changed and deleted while the load plays. @param version each has other tables, some of them in common */
export function changingTemplate(version: number): object {
  const numbers = Array.from({ length: 8 }, (_, number) => (version % 5) + number);
  const [first, , , middle] = numbers;
  const table = (number: number) => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      Tags: [{ Key: 'version', Value: `${version % 2}` }],
      TableName: `changing-${number}`,
    },
    // One after the other, and something slow in the middle: a kill finds some made and some not.
    ...(number === first ? {} : { DependsOn: number === middle ? 'Slow' : `Table${number - 1}` }),
  });
  const Slow = {
    Type: 'Custom::Slow',
    DependsOn: `Table${(middle ?? 0) - 1}`,
    Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, Version: version },
  };
  return {
    Resources: { ...slow, Slow, ...Object.fromEntries(numbers.map((number) => [`Table${number}`, table(number)])) },
  };
}
