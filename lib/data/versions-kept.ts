import { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { GameFederationConfig } from '../config/schema';

/** How many old versions of a file the bucket keeps. */
export type VersionsKept = Pick<GameFederationConfig['files'], 'maxOldVersions'>;

/**
 * What the bucket forgets by itself. It takes two rules for old versions: in one rule the days would be those after which there are no more than
 * so many, and the last ones would stay for ever. Where both rules reach a version the shorter time counts (documented: "How Amazon S3 handles
 * conflicts in lifecycle configurations"). That a rule without a prefix may count versions, as S3 asks for a filter then, is observed:
 * aws-cdk#20348, whose test was deployed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html (documented: 100 versions, a day at least)
 */
export function lifecycleRules({ maxOldVersions }: VersionsKept): s3.LifecycleRule[] {
  return [
    {
      id: 'ForgetOldVersionsAndUnfinishedUploads',
      noncurrentVersionExpiration: Duration.days(30),
      expiredObjectDeleteMarker: true,
      // Guests are anonymous, and the parts of an unfinished upload cost like files without being listed as such.
      abortIncompleteMultipartUploadAfter: Duration.days(1),
    },
    {
      id: 'KeepFewOldVersions',
      noncurrentVersionExpiration: Duration.days(1),
      noncurrentVersionsToRetain: maxOldVersions,
    },
  ];
}
