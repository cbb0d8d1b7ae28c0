import type { CorsRule } from './cors';
import type { Versioning } from './store/object-store';

/** A bucket as it is deployed; a deployment changes it, and what is in the bucket stays. */
export interface BucketSettings {
  readonly name: string;
  /** Twelve digits: the account that owns it. */
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  readonly versioning: Versioning;
  readonly cors: readonly CorsRule[];
  /** Whether an ACL that allows everybody is refused; here every ACL is. */
  readonly blocksPublicAcls: boolean;
  readonly ignoresPublicAcls: boolean;
  /** Whether a policy that allows everybody is refused. */
  readonly blocksPublicPolicy: boolean;
  /** Whether what a policy allows everybody does not count. */
  readonly restrictsPublicAccess: boolean;
  /** Absent: none. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  /** Absent: S3's own keys. `aws:kms` stands for the key that AWS manages: there are none of the customer's own here. */
  readonly encryption?: { readonly algorithm: 'AES256' | 'aws:kms'; readonly bucketKey: boolean };
  /** Absent: none. No days pass here, so it is told, and nothing else. */
  readonly lifecycle?: LifecycleConfiguration;
  /** Absent: none. Nothing is logged here. */
  readonly logging?: { readonly targetBucket: string; readonly targetPrefix: string };
  /** As the API writes it, its members by their names in XML. Absent: none. Its endpoint is not served here. */
  readonly website?: Readonly<Record<string, unknown>>;
  /** Absent: it was never said. */
  readonly acceleration?: 'Enabled' | 'Suspended';
  /** Whether its template has notifications, which nobody gets here. */
  readonly notifies?: true;
}

/** What becomes of objects as they grow old. */
export interface LifecycleConfiguration {
  /** Each as the API writes it, its members by their names in XML. */
  readonly rules: readonly Readonly<Record<string, unknown>>[];
  /** The smallest objects that are moved between storage classes. */
  readonly minimumSize: string;
}
