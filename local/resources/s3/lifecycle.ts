import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString } from '../../../assembly/properties';

const days = cfnInteger.pipe(z.int().min(1, 'S3 takes a positive number of days'));
const storageClass = z.enum([
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
]);
const versions = cfnInteger.pipe(z.int().min(1).max(100, 'S3 keeps 100 old versions at most by their number'));

const transition = z.strictObject({
  StorageClass: storageClass,
  TransitionDate: cfnString.optional(),
  TransitionInDays: cfnInteger.optional(),
});
const oldTransition = z.strictObject({
  StorageClass: storageClass,
  TransitionInDays: cfnInteger,
  NewerNoncurrentVersions: versions.optional(),
});

const actions = [
  ...['AbortIncompleteMultipartUpload', 'ExpirationDate', 'ExpirationInDays', 'ExpiredObjectDeleteMarker'],
  ...['NoncurrentVersionExpiration', 'NoncurrentVersionExpirationInDays', 'NoncurrentVersionTransition'],
  ...['NoncurrentVersionTransitions', 'Transition', 'Transitions'],
] as const;

const rule = z
  .strictObject({
    Id: cfnString.pipe(z.string().max(255)).optional(),
    Status: z.enum(['Enabled', 'Disabled']),
    Prefix: cfnString.optional(),
    TagFilters: z.array(z.strictObject({ Key: cfnString, Value: cfnString })).optional(),
    ObjectSizeGreaterThan: cfnString.optional(),
    ObjectSizeLessThan: cfnString.optional(),
    AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: days }).optional(),
    ExpirationDate: cfnString.optional(),
    ExpirationInDays: days.optional(),
    ExpiredObjectDeleteMarker: cfnBoolean.optional(),
    NoncurrentVersionExpiration: z
      .strictObject({ NoncurrentDays: days, NewerNoncurrentVersions: versions.optional() })
      .optional(),
    NoncurrentVersionExpirationInDays: days.optional(),
    NoncurrentVersionTransition: oldTransition.optional(),
    NoncurrentVersionTransitions: z.array(oldTransition).optional(),
    Transition: transition.optional(),
    Transitions: z.array(transition).optional(),
  })
  .refine(
    (one) => actions.some((action) => one[action] !== undefined),
    'a rule does something: it names none of its actions',
  )
  .refine(
    ({ ExpiredObjectDeleteMarker, ExpirationInDays, ExpirationDate }) =>
      ExpiredObjectDeleteMarker === undefined || (ExpirationInDays === undefined && ExpirationDate === undefined),
    // Observed too: aws-cdk#18924.
    'S3 takes ExpiredObjectDeleteMarker in a rule without an expiration of current versions alone',
  )
  .refine(
    ({ TagFilters, AbortIncompleteMultipartUpload, ExpiredObjectDeleteMarker }) =>
      TagFilters === undefined ||
      (AbortIncompleteMultipartUpload === undefined && ExpiredObjectDeleteMarker === undefined),
    'S3 takes neither AbortIncompleteMultipartUpload nor ExpiredObjectDeleteMarker in a rule with TagFilters',
  );

/**
 * A bucket's lifecycle: read as strictly as S3 reads it, and then told to whoever asks, as no days pass here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html (documented)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html (documented: what a rule may not hold together, 100
 * versions, positive days, 1000 rules)
 */
export const lifecycleConfiguration = z.strictObject({
  Rules: z
    .array(rule)
    .max(1000, 'S3 takes 1000 rules at most')
    .refine((rules) => {
      const ids = rules.flatMap(({ Id }) => Id ?? []);
      return new Set(ids).size === ids.length;
    }, 'S3 takes one rule of a name'),
  TransitionDefaultMinimumObjectSize: z.enum(['varies_by_storage_class', 'all_storage_classes_128K']).optional(),
});

/** A bucket's lifecycle, as its template says it. */
export type LifecycleProperties = z.output<typeof lifecycleConfiguration>;
