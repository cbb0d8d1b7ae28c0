import { changed, given, setOrTaken, tagKeys } from '../permission-entries';
import type { Permissions } from '../permissions';

/** The actions that set properties, and take them away (**documented**: API reference, `DeleteBucketCors`, `DeleteBucketLifecycle` …). */
const settings: readonly (readonly [property: string, action: string])[] = [
  // The owner's alone, said in the request for a new bucket (documented: API_CreateBucket, "Permissions").
  ['AccessControl', 's3:PutBucketAcl'],
  ['AccelerateConfiguration', 's3:PutAccelerateConfiguration'],
  ['AnalyticsConfigurations', 's3:PutAnalyticsConfiguration'],
  ['BucketEncryption', 's3:PutEncryptionConfiguration'],
  ['CorsConfiguration', 's3:PutBucketCORS'],
  ['IntelligentTieringConfigurations', 's3:PutIntelligentTieringConfiguration'],
  ['InventoryConfigurations', 's3:PutInventoryConfiguration'],
  ['LifecycleConfiguration', 's3:PutLifecycleConfiguration'],
  ['LoggingConfiguration', 's3:PutBucketLogging'],
  ['MetricsConfigurations', 's3:PutMetricsConfiguration'],
  ['OwnershipControls', 's3:PutBucketOwnershipControls'],
  ['PublicAccessBlockConfiguration', 's3:PutBucketPublicAccessBlock'],
  ['VersioningConfiguration', 's3:PutBucketVersioning'],
];

/** What CloudFormation reads of a bucket: all of it, whatever the template says. */
const reads = [
  'AccelerateConfiguration',
  'AnalyticsConfiguration',
  'BucketCORS',
  'BucketLogging',
  'BucketMetadataTableConfiguration',
  'BucketNotification',
  'BucketObjectLockConfiguration',
  'BucketOwnershipControls',
  'BucketPublicAccessBlock',
  'BucketTagging',
  'BucketVersioning',
  'BucketWebsite',
  'EncryptionConfiguration',
  'IntelligentTieringConfiguration',
  'InventoryConfiguration',
  'LifecycleConfiguration',
  'MetricsConfiguration',
  'ReplicationConfiguration',
].map((what) => `s3:Get${what}`);

/**
 * `AWS::S3::Bucket`. CloudFormation gives each bucket tags of its own, so that one without any needs `s3:PutBucketTagging` too
 * (**observed**: DataDog/cloudformation-template#125; AWS's words of that are others).
 */
export const bucketPermissions: Permissions<unknown> = {
  on: ({ attributes }) => attributes.Arn ?? '',
  create: [
    { action: 's3:CreateBucket', keys: tagKeys('Tags') },
    's3:ListBucket',
    { action: 's3:PutBucketTagging', keys: tagKeys('Tags') },
    ...settings.flatMap(([property, action]) => given(property, action)),
    ...given('WebsiteConfiguration', 's3:PutBucketWebsite'),
  ],
  update: [
    's3:ListBucket',
    // Documented: API_DeleteBucketWebsite has an action of its own.
    ...setOrTaken('WebsiteConfiguration', 's3:PutBucketWebsite', 's3:DeleteBucketWebsite'),
    ...changed('Tags', 's3:PutBucketTagging'),
    ...settings.flatMap(([property, action]) => changed(property, action)),
  ],
  delete: ['s3:DeleteBucket', 's3:ListBucket'],
  read: reads,
};
