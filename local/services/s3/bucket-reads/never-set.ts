import { s3Errors } from '../errors';
import type { BucketAnswers } from './read-bucket';

/** What no bucket of the local cloud has, as no template can give it: what S3 says of a bucket without. */
export const neverSetAnswers: BucketAnswers = {
  GetBucketNotificationConfiguration: () => ({ xml: { NotificationConfiguration: {} } }),
  GetBucketReplication({ settings }) {
    throw s3Errors.noReplicationConfiguration(settings.name);
  },
  GetBucketRequestPayment: () => ({ xml: { RequestPaymentConfiguration: { Payer: 'BucketOwner' } } }),
  GetBucketWebsite({ settings }) {
    throw s3Errors.noSuchWebsiteConfiguration(settings.name);
  },
  GetObjectLockConfiguration({ settings }) {
    throw s3Errors.noObjectLockConfiguration(settings.name);
  },
};
