import { apiGatewayTypes } from './api-gateway/api-gateway-types';
import { cdkMetadata } from './cdk/metadata';
import { nestedStack } from './cloudformation/nested-stack';
import { identityPoolTypes } from './cognito-identity/identity-pool-types';
import { userPoolTypes } from './cognito-idp/user-pool-types';
import { globalTable, table } from './dynamodb/table';
import { ecrRepository } from './ecr/repository';
import { iamTypes } from './iam/iam-types';
import { lambdaFunction } from './lambda/function';
import { lambdaPermission } from './lambda/permission';
import { lambdaVersion } from './lambda/version';
import { logGroup } from './logs/log-group';
import type { AnyResourceType } from './resource-type';
import { bucket } from './s3/bucket';
import { bucketPolicy } from './s3/bucket-policy';
import { secretTypes } from './secrets-manager/secret-types';
import { ssmParameter } from './ssm/parameter';

/** Every resource type that is made, changed and removed by a file of its own; custom resources are made by functions. */
export const resourceTypes: readonly AnyResourceType[] = [
  ...iamTypes,
  ...identityPoolTypes,
  ...userPoolTypes,
  ...secretTypes,
  ...apiGatewayTypes,
  bucket,
  bucketPolicy,
  table,
  globalTable,
  lambdaFunction,
  lambdaVersion,
  lambdaPermission,
  logGroup,
  ssmParameter,
  ecrRepository,
  cdkMetadata,
  nestedStack,
];

/** What they are called. */
export const typeNames: readonly string[] = resourceTypes.map(({ type }) => type);
