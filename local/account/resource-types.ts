import type { DeployedStack } from '../../assembly/types';

/** Resource types that the local cloud stands up, each by the part that reads it. */
const understood: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 's3',
  'AWS::S3::BucketPolicy': 's3',
  'AWS::DynamoDB::Table': 'dynamodb',
  'AWS::DynamoDB::GlobalTable': 'dynamodb',
  'AWS::IAM::Role': 'iam',
  'AWS::IAM::Policy': 'iam',
  'AWS::IAM::ManagedPolicy': 'iam',
  'AWS::IAM::OIDCProvider': 'iam',
  'AWS::IAM::SAMLProvider': 'iam',
  'AWS::Cognito::IdentityPool': 'cognito-identity',
  'AWS::Cognito::IdentityPoolRoleAttachment': 'cognito-identity',
  'AWS::Cognito::IdentityPoolPrincipalTag': 'cognito-identity',
  'AWS::Cognito::UserPool': 'cognito-idp',
  'AWS::Cognito::UserPoolClient': 'cognito-idp',
  'AWS::Cognito::UserPoolGroup': 'cognito-idp',
  'AWS::Cognito::UserPoolDomain': 'cognito-idp',
  'AWS::Cognito::ManagedLoginBranding': 'cognito-idp',
  'AWS::Lambda::Function': 'lambda',
  'AWS::Lambda::Version': 'lambda',
  'AWS::Lambda::Permission': 'lambda',
  'AWS::SecretsManager::Secret': 'secretsmanager',
  'AWS::SSM::Parameter': 'ssm',
  'AWS::ECR::Repository': 'ecr',
};

/** Resource types that make no difference here, each with the reason. Everything else stops the start. */
const inert: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'tells AWS which constructs were used',
  'AWS::Logs::LogGroup': "a function's log goes to whoever started the local cloud",
  'Custom::Trigger': 'runs its function at the end of a deployment; here whoever started the cloud invokes it',
  'Custom::S3AutoDeleteObjects': 'empties a bucket that is deleted; here everything goes when the cloud stops',
};

/** @throws Error naming every resource whose type is neither understood nor inert */
export function checkResourceTypes(stacks: readonly DeployedStack[]): void {
  const unknown = stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => !Object.hasOwn(understood, type) && !Object.hasOwn(inert, type));
  if (unknown.length === 0) return;
  const places = unknown.map(({ place, type }) => `${place}: ${type}`);
  throw new Error(
    `the local cloud does not know what to do with:\n  ${places.join('\n  ')}\n` +
      'It stands up what a game with identity-pool credentials touches; leave the rest out of the stage it runs.',
  );
}
