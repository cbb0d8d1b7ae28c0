import { readFileSync } from 'node:fs';
import { type AccountOnHand, accountOnHand } from './account-on-hand';

let on: AccountOnHand;
beforeAll(async () => {
  on = await accountOnHand();
});
afterAll(() => on.cloud.stop());
afterEach(() => expect(on.defects).toEqual([]));

const metadata = readFileSync('test/stages/studio-saml-metadata.xml', 'utf8');
const document = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const trust = document({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
const keys = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};
const pool = { Type: 'AWS::Cognito::UserPool', DeletionPolicy: 'Retain', Properties: { UserPoolName: 'left' } };

/** What carries a name, or an ID of its own, and what is said of a second one; absent: there may be a second one. */
const rows: [string, Readonly<Record<string, unknown>>, RegExp?, object?][] = [
  ['AWS::S3::Bucket', { BucketName: 'left-behind' }, /left-behind already exists/],
  ['AWS::DynamoDB::Table', { TableName: 'left-behind', ...keys }, /Table already exists: left-behind/],
  ['AWS::IAM::Role', { RoleName: 'left', AssumeRolePolicyDocument: trust }, /Role with name left already exists/],
  [
    'AWS::IAM::ManagedPolicy',
    { ManagedPolicyName: 'left', PolicyDocument: document({ Action: 's3:GetObject', Resource: '*' }) },
    /A policy called left already exists/,
  ],
  [
    'AWS::IAM::OIDCProvider',
    { Url: 'https://left.example', ClientIdList: ['a'] },
    /url https:\/\/left\.example already/,
  ],
  [
    'AWS::IAM::SAMLProvider',
    { Name: 'left', SamlMetadataDocument: metadata },
    /Provider with name left already exists/,
  ],
  ['AWS::Cognito::IdentityPool', { IdentityPoolName: 'left', AllowUnauthenticatedIdentities: true }],
  ['AWS::Cognito::UserPool', { UserPoolName: 'left' }],
  ['AWS::Cognito::UserPoolDomain', { Domain: 'left', UserPoolId: { Ref: 'Pool' } }, /already|exist/, { Pool: pool }],
  ['AWS::SecretsManager::Secret', { Name: 'left', SecretString: 'a' }, /the secret left already exists/],
  ['AWS::SSM::Parameter', { Name: '/left', Type: 'String', Value: 'a' }, /The parameter already exists/],
  ['AWS::Logs::LogGroup', { LogGroupName: 'left' }, /already exists/],
  ['AWS::ECR::Repository', { RepositoryName: 'left' }, /The repository with name 'left' already exists/],
];

test.each(rows.map(([type, Properties, refusal, more = {}]) => [type, { Properties, refusal, more }] as const))(
  '%s that a failed creation had to keep meets the retry; one that goes does not',
  async (type, { Properties, refusal, more }) => {
    const StackName = `left-${type.split('::')[2]}`;
    const good = { Resources: { ...more, Left: { Type: type, Properties } } };
    const failing = (DeletionPolicy: string) => ({
      Resources: {
        ...more,
        Left: { ...good.Resources.Left, DeletionPolicy },
        Broken: { Type: 'AWS::S3::Bucket', DependsOn: 'Left', Properties: { Nothing: 1 } },
      },
    });
    const failsAndGoes = async (template: object) => {
      expect(await on.deploy(StackName, template)).toBe('ROLLBACK_COMPLETE');
      const history = await on.history(StackName);
      expect(await on.remove(StackName)).toBe('DELETE_COMPLETE');
      expect(history.filter((line) => line.includes('DELETE_FAILED'))).toEqual([]);
      return history.find((line) => line.startsWith('Left CREATE_FAILED'));
    };
    await failsAndGoes(failing('RetainExceptOnCreate'));
    expect(await on.deploy(StackName, good)).toBe('CREATE_COMPLETE');
    expect(await on.remove(StackName)).toBe('DELETE_COMPLETE');
    await failsAndGoes(failing('Retain'));
    if (refusal === undefined) expect(await on.deploy(StackName, good)).toBe('CREATE_COMPLETE');
    else expect(await failsAndGoes(good)).toMatch(refusal);
  },
);
