import type { CompiledPolicy } from '../../../policy/compile';
import { type S3Permission, type S3Target, s3Action, s3Question } from '../../../policy/operations/s3';
import { existingTagActions, s3ExistingTagKeys } from '../../../policy/operations/s3-condition-keys';
import type { AuthorizationQuestion, ContextValue } from '../../../policy/types';
import type { Clock } from '../../shared/clock';
import type { CorsRule } from './cors';
import { s3Errors } from './errors';
import { ObjectStore, type Versioning } from './store/object-store';
import { UploadStore } from './store/upload-store';

/** A bucket as it is deployed. */
export interface BucketSettings {
  readonly name: string;
  /** Twelve digits: the account that owns it. */
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  readonly versioning: Versioning;
  readonly cors: readonly CorsRule[];
  readonly policy?: CompiledPolicy;
  /** Absent: S3's own keys. `aws:kms` stands for the key that AWS manages: there are none of the customer's own here. */
  readonly encryption?: { readonly algorithm: 'AES256' | 'aws:kms'; readonly bucketKey: boolean };
}

/** Every bucket that exists, by name. */
export type BucketDirectory = ReadonlyMap<string, BucketSettings>;

/** A bucket and what is in it. */
export class Bucket {
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;

  constructor(
    readonly settings: BucketSettings,
    clock: Clock,
  ) {
    this.objects = new ObjectStore(settings.versioning, clock);
    this.uploads = new UploadStore(clock);
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

/** All buckets of the local cloud. */
export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  constructor(
    directory: BucketDirectory,
    readonly clock: Clock,
  ) {
    for (const settings of directory.values()) this.byName.set(settings.name, new Bucket(settings, clock));
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

  find(name: string): Bucket | undefined {
    return this.byName.get(name);
  }
}
