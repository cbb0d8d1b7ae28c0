import type { CompiledPolicy } from '../../../policy/compile';
import { type S3Permission, type S3Target, s3Action, s3Question } from '../../../policy/operations/s3';
import { existingTagActions, s3ExistingTagKeys } from '../../../policy/operations/s3-condition-keys';
import type { AuthorizationQuestion, ContextValue } from '../../../policy/types';
import type { Clock } from '../../shared/clock';
import type { BucketPolicy } from './bucket-policy';
import type { CorsRule } from './cors';
import { s3Errors } from './errors';
import { ObjectStore, type Versioning } from './store/object-store';
import { UploadStore } from './store/upload-store';

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

/** A bucket and what is in it. */
export class Bucket {
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
  /** Milliseconds since the epoch, whole seconds. */
  readonly created: number;
  /** What its bucket policy says. */
  policy?: BucketPolicy;
  #settings: BucketSettings;

  constructor(settings: BucketSettings, clock: Clock) {
    this.#settings = settings;
    this.objects = new ObjectStore(() => this.#settings.versioning, clock);
    this.uploads = new UploadStore(clock);
    this.created = Math.floor(clock.now() / 1000) * 1000;
  }

  get settings(): BucketSettings {
    return this.#settings;
  }

  /**
   * Changes it in place; its objects, uploads and policy stay. A bucket that was versioned once is never unversioned again
   * (**documented**: user guide, "Using versioning in S3 buckets"), so versioning that is no longer asked for is suspended.
   */
  configure(settings: BucketSettings): void {
    const unversioned = this.#settings.versioning !== 'Off' && settings.versioning === 'Off';
    this.#settings = unversioned ? { ...settings, versioning: 'Suspended' } : settings;
  }

  /** What its policy comes to, under its settings now. */
  get policyInForce(): CompiledPolicy | undefined {
    return this.#settings.restrictsPublicAccess ? this.policy?.restricted : this.policy?.whole;
  }

  /** Whether answers carry version IDs. */
  get versioned(): boolean {
    return this.settings.versioning !== 'Off';
  }

  /**
   * The question to IAM for a permission on this bucket, or on an object in it. It carries the tags that the object has where its
   * action does.
   *
   * @param unfilled keys that are not known of it
   */
  question(
    permission: S3Permission,
    on: { readonly key?: string; readonly versionId?: string } = {},
    keys: Readonly<Record<string, ContextValue | undefined>> = {},
    unfilled?: readonly string[],
  ): AuthorizationQuestion {
    const { partition, account, name } = this.settings;
    const target: S3Target = { partition, account, bucket: name, ...on };
    const carriesTags = unfilled === undefined && existingTagActions.includes(s3Action(permission, on));
    const tags = carriesTags ? s3ExistingTagKeys(this.#tagsOf(on)) : {};
    return s3Question(permission, target, { ...tags, ...keys }, unfilled);
  }

  #tagsOf({ key = '', versionId }: { readonly key?: string; readonly versionId?: string }) {
    const version = versionId === undefined ? this.objects.current(key) : this.objects.version(key, versionId);
    return version === undefined || version.deleteMarker ? new Map<string, string>() : version.tags;
  }
}

/** All buckets of the local cloud: deployments add to them, change them and take from them. */
export class Buckets {
  readonly clock: Clock;
  /** Where they are: `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  private readonly byName = new Map<string, Bucket>();

  constructor({ clock, partition }: { readonly clock: Clock; readonly partition: string }) {
    this.clock = clock;
    this.partition = partition;
  }

  /** A new bucket, empty. Whoever adds one has looked whether its name is free. */
  add(settings: BucketSettings): Bucket {
    if (this.byName.has(settings.name)) throw new Error(`the bucket '${settings.name}' is there already`);
    const bucket = new Bucket(settings, this.clock);
    this.byName.set(settings.name, bucket);
    return bucket;
  }

  /** Takes a bucket away with all that is in it. */
  remove(name: string): void {
    this.byName.delete(name);
  }

  /**
   * The bucket of that name, permitted or not: S3 says `NoSuchBucket` to everybody (**observed**: that is how names that are free to
   * claim are found).
   *
   * @param expectedOwner the header `x-amz-expected-bucket-owner`
   * @throws NoSuchBucket; AccessDenied when it has another owner than the one expected
   */
  named(name: string, expectedOwner?: string): Bucket {
    const bucket = this.byName.get(name);
    if (!bucket) throw s3Errors.noSuchBucket(name);
    if (expectedOwner !== undefined && expectedOwner !== bucket.settings.account) throw s3Errors.accessDenied();
    return bucket;
  }

  all(): readonly Bucket[] {
    return [...this.byName.values()];
  }

  find(name: string): Bucket | undefined {
    return this.byName.get(name);
  }
}
