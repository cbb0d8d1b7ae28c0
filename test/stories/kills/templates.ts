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

/** What is deployed, changed and deleted while the load plays. @param version each has other tables, some of them in common */
export function changingTemplate(version: number): object {
  const numbers = Array.from({ length: 8 }, (_, number) => (version % 5) + number);
  const table = (number: number) => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      Tags: [{ Key: 'version', Value: `${version % 2}` }],
      // One after the other: a kill finds some made and some not.
      TableName: `changing-${number}`,
    },
    ...(number === numbers[0] ? {} : { DependsOn: `Table${number - 1}` }),
  });
  return { Resources: Object.fromEntries(numbers.map((number) => [`Table${number}`, table(number)])) };
}
