import { cdkMetadata, customResource } from './cdk';
import { identityPool, principalTag, roleAttachment } from './cognito';
import { managedLoginBranding, userPool, userPoolClient, userPoolDomain, userPoolGroup } from './cognito-user-pools';
import { globalTable, table } from './dynamodb';
import { repository } from './ecr';
import { inlinePolicy, managedPolicy, oidcProvider, role, samlProvider } from './iam';
import { lambdaFunction, lambdaPermission, lambdaVersion } from './lambda';
import { logGroup } from './logs';
import type { ResourceType } from './resource-type';
import { bucket, bucketPolicy } from './s3';
import { secret, secretResourcePolicy } from './secrets-manager';
import { parameter } from './ssm';

/** Every resource type that a template may hold. One that is missing here is refused, never skipped. */
export const knownResourceTypes: ReadonlyMap<string, ResourceType> = new Map([
  ['AWS::S3::Bucket', bucket],
  ['AWS::S3::BucketPolicy', bucketPolicy],
  ['AWS::DynamoDB::Table', table],
  ['AWS::DynamoDB::GlobalTable', globalTable],
  ['AWS::IAM::Role', role],
  ['AWS::IAM::Policy', inlinePolicy],
  ['AWS::IAM::ManagedPolicy', managedPolicy],
  ['AWS::IAM::OIDCProvider', oidcProvider],
  ['AWS::IAM::SAMLProvider', samlProvider],
  ['AWS::Cognito::IdentityPool', identityPool],
  ['AWS::Cognito::IdentityPoolRoleAttachment', roleAttachment],
  ['AWS::Cognito::IdentityPoolPrincipalTag', principalTag],
  ['AWS::Cognito::UserPool', userPool],
  ['AWS::Cognito::UserPoolClient', userPoolClient],
  ['AWS::Cognito::UserPoolDomain', userPoolDomain],
  ['AWS::Cognito::ManagedLoginBranding', managedLoginBranding],
  ['AWS::Cognito::UserPoolGroup', userPoolGroup],
  ['AWS::Lambda::Function', lambdaFunction],
  ['AWS::Lambda::Version', lambdaVersion],
  ['AWS::Lambda::Permission', lambdaPermission],
  ['AWS::Logs::LogGroup', logGroup],
  ['AWS::SecretsManager::Secret', secret],
  ['AWS::SecretsManager::ResourcePolicy', secretResourcePolicy],
  ['AWS::SSM::Parameter', parameter],
  ['AWS::ECR::Repository', repository],
  ['AWS::CDK::Metadata', cdkMetadata],
  ['Custom::Trigger', customResource],
  ['Custom::S3AutoDeleteObjects', customResource],
]);
