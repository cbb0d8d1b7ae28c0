import { notImplemented } from '../../../http/unlisted-operation';
import { s3Errors } from '../errors';
import type { BucketAnswers } from './read-bucket';

/** What no bucket of the local cloud has: what S3 says of a bucket without. */
export const neverSetAnswers: BucketAnswers = {
  GetBucketNotificationConfiguration({ settings }) {
    // To say nothing of them would be a lie; nobody is told of events here.
    if (settings.notifies) throw notImplemented('GetBucketNotificationConfiguration of a bucket with notifications');
    return { xml: { NotificationConfiguration: {} } };
  },
  GetBucketReplication({ settings }) {
    throw s3Errors.noReplicationConfiguration(settings.name);
  },
  GetBucketRequestPayment: () => ({ xml: { RequestPaymentConfiguration: { Payer: 'BucketOwner' } } }),
  GetObjectLockConfiguration({ settings }) {
    throw s3Errors.noObjectLockConfiguration(settings.name);
  },
};
