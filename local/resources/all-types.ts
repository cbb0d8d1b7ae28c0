import { globalTable, table } from './dynamodb/table';
import { lambdaFunction } from './lambda/function';
import { lambdaPermission } from './lambda/permission';
import { lambdaVersion } from './lambda/version';
import type { AnyResourceType } from './resource-type';
import { bucket } from './s3/bucket';
import { bucketPolicy } from './s3/bucket-policy';

/** Every resource type that is made, changed and removed by a file of its own. */
export const resourceTypes: readonly AnyResourceType[] = [
  bucket,
  bucketPolicy,
  table,
  globalTable,
  lambdaFunction,
  lambdaVersion,
  lambdaPermission,
];
