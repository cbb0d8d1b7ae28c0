import type { BucketSettings } from '../../services/s3/bucket-settings';
import type { Resource } from '../resource-type';
import type { BucketProperties } from './bucket-properties';
import { lifecycleOf } from './lifecycle-rules';
import { websiteOf } from './website';

/** A bucket as its template says it. */
export function settingsOf({ ref, account, region, partition, model }: Resource<BucketProperties>): BucketSettings {
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
    ...(model.LifecycleConfiguration?.Rules.length && { lifecycle: lifecycleOf(model.LifecycleConfiguration) }),
    // Without a destination a bucket keeps its own logs (**documented**: the type's `LoggingConfiguration`).
    ...(model.LoggingConfiguration && {
      logging: {
        targetBucket: model.LoggingConfiguration.DestinationBucketName ?? ref,
        targetPrefix: model.LoggingConfiguration.LogFilePrefix ?? '',
      },
    }),
    ...(Object.keys(model.NotificationConfiguration ?? {}).length > 0 && { notifies: true as const }),
    ...(model.WebsiteConfiguration && { website: websiteOf(model.WebsiteConfiguration) }),
    ...(model.AccelerateConfiguration && { acceleration: model.AccelerateConfiguration.AccelerationStatus }),
    cors: (model.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
      ...(rule.Id === undefined ? {} : { id: rule.Id }),
      allowedOrigins: rule.AllowedOrigins,
      allowedMethods: rule.AllowedMethods,
      allowedHeaders: rule.AllowedHeaders,
      exposedHeaders: rule.ExposedHeaders,
      maxAge: rule.MaxAge,
    })),
    // Absent means blocked: new buckets block public access (**documented**: since April 2023). That one which loses the property is
    // open from then on is possible and **unconfirmed**: it stays blocked.
    blocksPublicAcls: access === undefined || (access.BlockPublicAcls ?? false),
    ignoresPublicAcls: access === undefined || (access.IgnorePublicAcls ?? false),
    blocksPublicPolicy: access === undefined || (access.BlockPublicPolicy ?? false),
    restrictsPublicAccess: access === undefined || (access.RestrictPublicBuckets ?? false),
  };
}
