import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { urlSuffix } from '../../../assembly/parameters';
import { generatedName } from '../../../assembly/physical-name';
import { cfnBoolean, cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';
import type { BucketSettings } from '../../services/s3/bucket';
import type { Account } from '../account';
import { ResourceRefused } from '../resource-refused';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { bucketPermissions } from './bucket-permissions';
import { lifecycleConfiguration } from './lifecycle';

/** Properties that change nothing that a caller of the local cloud could see: time passes too fast for a lifecycle rule here. */
const inert = {
  // The owner's alone is what a new bucket has (documented).
  AccessControl: z.literal('Private', 'the local cloud has no ACLs: it must be Private').optional(),
  LifecycleConfiguration: lifecycleConfiguration.optional(),
  LoggingConfiguration: z.unknown().optional(),
  MetricsConfigurations: z.unknown().optional(),
  AnalyticsConfigurations: z.unknown().optional(),
  InventoryConfigurations: z.unknown().optional(),
  IntelligentTieringConfigurations: z.unknown().optional(),
  AccelerateConfiguration: z.unknown().optional(),
  // Queues, topics and buses are not here to be told of events. A function is, and would wait for them.
  NotificationConfiguration: z
    .strictObject({
      QueueConfigurations: z.unknown().optional(),
      TopicConfigurations: z.unknown().optional(),
      EventBridgeConfiguration: z.unknown().optional(),
      LambdaConfigurations: z.array(z.never(), 'functions are not told of events here').max(0).optional(),
    })
    .optional(),
};

const schema = z.strictObject({
  ...inert,
  BucketName: cfnString.optional(),
  Tags: cfnTags.optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z.array(
        z.strictObject({
          BucketKeyEnabled: cfnBoolean.optional(),
          ServerSideEncryptionByDefault: z
            // The key that AWS manages asks no caller of this account for a permission of KMS; one of the customer's own would.
            .strictObject({
              SSEAlgorithm: z.enum(['AES256', 'aws:kms'], 'the local cloud has no KMS: it must be AES256, or aws:kms'),
            })
            .optional(),
          BlockedEncryptionTypes: z.unknown().optional(),
        }),
      ),
    })
    .optional(),
  PublicAccessBlockConfiguration: z
    .strictObject({
      BlockPublicAcls: cfnBoolean.optional(),
      BlockPublicPolicy: cfnBoolean.optional(),
      IgnorePublicAcls: cfnBoolean.optional(),
      RestrictPublicBuckets: cfnBoolean.optional(),
    })
    .optional(),
  OwnershipControls: z
    .strictObject({
      Rules: z.array(
        z.strictObject({
          ObjectOwnership: z.literal(
            'BucketOwnerEnforced',
            'the local cloud has no ACLs: it must be BucketOwnerEnforced',
          ),
        }),
      ),
    })
    .optional(),
  CorsConfiguration: z
    .strictObject({
      CorsRules: z.array(
        z.strictObject({
          Id: cfnString.optional(),
          AllowedOrigins: z.array(cfnString),
          AllowedMethods: z.array(z.enum(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'])),
          AllowedHeaders: z.array(cfnString).default([]),
          ExposedHeaders: z.array(cfnString).default([]),
          MaxAge: cfnInteger.optional(),
        }),
      ),
    })
    .optional(),
});

type BucketProperties = z.output<typeof schema>;
type Parts = Pick<Account, 'buckets'>;

/**
 * `AWS::S3::Bucket`: `Ref` is the name; `WebsiteURL` and the metadata tables are left out. Its settings change in place, and what is in it
 * stays.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html documented
 */
export const bucket = {
  type: 'AWS::S3::Bucket',
  schema,
  permissions: bucketPermissions,
  placeholdersIn: [
    'AnalyticsConfigurations',
    'InventoryConfigurations',
    'LoggingConfiguration',
    'NotificationConfiguration',
  ],

  identify(resource) {
    const name = optionalString(resource, 'BucketName') ?? generatedName(resource, { maxLength: 63, lowerCase: true });
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      const rule = '3 to 63 lower-case letters, digits, dots and hyphens';
      throw new AssemblyError(`${resource.place}: Properties.BucketName`, `a bucket's name is ${rule}, got '${name}'`);
    }
    const { partition, region } = resource;
    const suffix = urlSuffix(partition);
    return {
      ref: name,
      attributes: {
        Arn: `arn:${partition}:s3:::${name}`,
        DomainName: `${name}.s3.${suffix}`,
        RegionalDomainName: `${name}.s3.${region}.${suffix}`,
        DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
      },
      uniqueWithin: 'partition',
    };
  },

  create(resource: Resource<BucketProperties>, { buckets }: Parts) {
    if (buckets.find(resource.ref) !== undefined) throw nameTaken(resource.ref);
    buckets.add(settingsOf(resource));
  },

  update(resource: Resource<BucketProperties>, _before: Resource<BucketProperties>, { buckets }: Parts) {
    const found = buckets.find(resource.ref);
    if (found === undefined) throw noSuchBucket();
    // Blocking public policies leaves the policy that is there alone (**documented**: "BlockPublicPolicy"); restricting doesn't.
    found.configure(settingsOf(resource));
  },

  remove({ ref }: Resource<BucketProperties>, { buckets }: Parts) {
    const found = buckets.find(ref);
    if (found !== undefined && found.objects.keysInOrder().length > 0) throw notEmpty(found.versioned);
    // Unfinished uploads hold no bucket back: what must go first are objects, versions and delete markers (**documented**:
    // API_DeleteBucket).
    buckets.remove(ref);
  },

  adopt: {
    identifier: ['BucketName'],
    find: ({ BucketName: ref = '' }, { buckets }) => (buckets.find(ref) === undefined ? undefined : { ref }),
  },
} satisfies ResourceType<BucketProperties>;

/** What S3 says to a bucket that is not there. **Documented**: error codes of the API, `NoSuchBucket`. */
export const noSuchBucket = () =>
  new ResourceRefused({ message: 'The specified bucket does not exist', code: 'NotFound', service: 'S3', status: 404 });

/** **Observed** words: serverless#5632, amplify-cli#12109. Whether the name is the account's own or another's makes no difference. */
const nameTaken = (name: string) =>
  new ResourceRefused({ message: `${name} already exists`, code: 'AlreadyExists', service: 'S3', status: 409 });

/** **Observed** words: cloud-nuke#369 with versions, f5-aws-cloudformation#52 without. The handler's code is **unconfirmed**. */
const notEmpty = (versioned: boolean) =>
  new ResourceRefused({
    message: `The bucket you tried to delete is not empty${versioned ? '. You must delete all versions in the bucket.' : ''}`,
    code: 'GeneralServiceException',
    service: 'S3',
    status: 409,
  });

function settingsOf({ ref, account, region, partition, model }: Resource<BucketProperties>): BucketSettings {
  const access = model.PublicAccessBlockConfiguration;
  const encryption = model.BucketEncryption?.ServerSideEncryptionConfiguration[0];
  return {
    name: ref,
    account,
    region,
    partition,
    versioning: model.VersioningConfiguration?.Status ?? 'Off',
    tags: (model.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
    encryption: {
      algorithm: encryption?.ServerSideEncryptionByDefault?.SSEAlgorithm ?? 'AES256',
      bucketKey: encryption?.BucketKeyEnabled ?? false,
    },
    cors: (model.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
      allowedOrigins: rule.AllowedOrigins,
      allowedMethods: rule.AllowedMethods,
      allowedHeaders: rule.AllowedHeaders,
      exposedHeaders: rule.ExposedHeaders,
      maxAge: rule.MaxAge,
    })),
    // Absent means blocked: new buckets block public access (**documented**: since April 2023). That one which loses the property is
    // open from then on is possible and **unconfirmed**: it stays blocked.
    blocksPublicPolicy: access === undefined || (access.BlockPublicPolicy ?? false),
    restrictsPublicAccess: access === undefined || (access.RestrictPublicBuckets ?? false),
  };
}
