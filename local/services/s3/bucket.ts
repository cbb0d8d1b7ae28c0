import type { CompiledPolicy } from '../../../policy/compile';
import { type S3Permission, type S3Target, s3Action, s3Question } from '../../../policy/operations/s3';
import { existingTagActions, s3ExistingTagKeys } from '../../../policy/operations/s3-condition-keys';
import type { AuthorizationQuestion, ContextValue } from '../../../policy/types';
import type { Clock } from '../../shared/clock';
import { inMemory } from '../../state/in-memory';
import type { AccountKeeper } from '../../state/persisted';
import type { BucketPolicy } from './bucket-policy';
import type { BucketSettings } from './bucket-settings';
import { s3Errors } from './errors';
import { ObjectStore } from './store/object-store';
import { UploadStore } from './store/upload-store';

/** A bucket and what is in it. */
export class Bucket {
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
  readonly #keeper: AccountKeeper;
  #created: number;
  #policy: BucketPolicy | undefined;
  #settings: BucketSettings;

  constructor(settings: BucketSettings, clock: Clock, keeper: AccountKeeper) {
    const { name } = settings;
    const { bodies } = keeper;
    const changed = (collection: string) => (id: string) => keeper.changed(collection, recordKey(name, id));
    this.#settings = settings;
    this.#keeper = keeper;
    this.objects = new ObjectStore(() => this.#settings.versioning, clock, { bodies, changed: changed('objects') });
    this.uploads = new UploadStore(clock, { bodies, changed: changed('uploads') });
    this.#created = Math.floor(clock.now() / 1000) * 1000;
  }

  /** Milliseconds since the epoch, whole seconds. */
  get created(): number {
    return this.#created;
  }

  /** What its bucket policy says. */
  get policy(): BucketPolicy | undefined {
    return this.#policy;
  }

  set policy(policy: BucketPolicy | undefined) {
    this.#policy = policy;
    this.#changed();
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
    this.#changed();
  }

  /** Takes what an earlier process had beside its settings. */
  restore({ created, versioned, policy }: Pick<Bucket, 'created' | 'versioned' | 'policy'>): void {
    this.#created = created;
    this.#policy = policy;
    if (versioned && !this.versioned) this.#settings = { ...this.#settings, versioning: 'Suspended' };
  }

  /** Says that all of it has changed: it is new, or gone. */
  changedWhole(): void {
    this.#changed();
    for (const id of this.objects.ids()) this.#keeper.changed('objects', recordKey(this.settings.name, id));
    for (const id of this.uploads.ids()) this.#keeper.changed('uploads', recordKey(this.settings.name, id));
  }

  #changed(): void {
    this.#keeper.changed('buckets', this.settings.name);
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

/** What is of one bucket, by a version's record ID or an upload's ID; no bucket's name has a slash. */
export const recordKey = (bucket: string, id: string) => `${bucket}/${id}`;

interface BucketsOptions {
  readonly clock: Clock;
  readonly partition: string;
  /** @default nobody */
  readonly keeper?: AccountKeeper;
}

/** All buckets of the local cloud: deployments add to them, change them and take from them. */
export class Buckets {
  readonly clock: Clock;
  /** Where they are: `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  private readonly byName = new Map<string, Bucket>();
  readonly keeper: AccountKeeper;

  constructor({ clock, partition, keeper = inMemory }: BucketsOptions) {
    this.clock = clock;
    this.partition = partition;
    this.keeper = keeper;
  }

  /** A new bucket, empty. Whoever adds one has looked whether its name is free. */
  add(settings: BucketSettings): Bucket {
    if (this.byName.has(settings.name)) throw new Error(`the bucket '${settings.name}' is there already`);
    const bucket = new Bucket(settings, this.clock, this.keeper);
    this.byName.set(settings.name, bucket);
    bucket.changedWhole();
    return bucket;
  }

  /** Takes a bucket away with all that is in it. */
  remove(name: string): void {
    const bucket = this.byName.get(name);
    this.byName.delete(name);
    bucket?.changedWhole();
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
