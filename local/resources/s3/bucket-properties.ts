import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';
import { lifecycleConfiguration } from './lifecycle';
import { websiteConfiguration } from './website';

/** Properties that change nothing that a caller of the local cloud could see. */
const inert = {
  // The owner's alone is what a new bucket has (documented).
  AccessControl: z.literal('Private', 'the local cloud has no ACLs: it must be Private').optional(),
  MetricsConfigurations: z.unknown().optional(),
  AnalyticsConfigurations: z.unknown().optional(),
  InventoryConfigurations: z.unknown().optional(),
  IntelligentTieringConfigurations: z.unknown().optional(),
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

/** What a template may say of a bucket. */
export const bucketProperties = z.strictObject({
  ...inert,
  BucketName: cfnString.optional(),
  Tags: cfnTags.optional(),
  LifecycleConfiguration: lifecycleConfiguration.optional(),
  LoggingConfiguration: z
    .strictObject({
      DestinationBucketName: cfnString.optional(),
      LogFilePrefix: cfnString.optional(),
      TargetObjectKeyFormat: z.unknown().optional(),
    })
    .optional(),
  WebsiteConfiguration: websiteConfiguration.optional(),
  AccelerateConfiguration: z.strictObject({ AccelerationStatus: z.enum(['Enabled', 'Suspended']) }).optional(),
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

export type BucketProperties = z.output<typeof bucketProperties>;
