import { createHash } from 'node:crypto';
import type { LifecycleConfiguration } from '../../services/s3/bucket-settings';
import type { LifecycleProperties } from './lifecycle';

type Rule = LifecycleProperties['Rules'][number];
type Members = Readonly<Record<string, unknown>>;

/**
 * A template's lifecycle as S3's API tells it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html (**documented**)
 */
export function lifecycleOf({
  Rules,
  TransitionDefaultMinimumObjectSize,
}: LifecycleProperties): LifecycleConfiguration {
  return {
    rules: Rules.map((rule, index) => ruleOf(rule, index)),
    // What S3 takes for one that does not say (**documented**: API_PutBucketLifecycleConfiguration).
    minimumSize: TransitionDefaultMinimumObjectSize ?? 'all_storage_classes_128K',
  };
}

function ruleOf(rule: Rule, index: number): Members {
  const transitions = [...(rule.Transition ? [rule.Transition] : []), ...(rule.Transitions ?? [])];
  const noncurrent = rule.NoncurrentVersionTransition;
  const oldTransitions = [...(noncurrent ? [noncurrent] : []), ...(rule.NoncurrentVersionTransitions ?? [])];
  const days = rule.NoncurrentVersionExpirationInDays;
  return {
    ID: rule.Id ?? generatedId(rule, index),
    Filter: filterOf(rule),
    Status: rule.Status,
    Expiration: unlessEmpty({
      Date: rule.ExpirationDate,
      Days: rule.ExpirationInDays,
      ExpiredObjectDeleteMarker: rule.ExpiredObjectDeleteMarker,
    }),
    Transition: transitions.map((each) => ({
      Date: each.TransitionDate,
      Days: each.TransitionInDays,
      StorageClass: each.StorageClass,
    })),
    NoncurrentVersionTransition: oldTransitions.map((each) => ({
      NoncurrentDays: each.TransitionInDays,
      StorageClass: each.StorageClass,
      NewerNoncurrentVersions: each.NewerNoncurrentVersions,
    })),
    NoncurrentVersionExpiration:
      rule.NoncurrentVersionExpiration ?? (days === undefined ? undefined : { NoncurrentDays: days }),
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  };
}

/** One condition stands alone, several in an `And`; none is the empty prefix, which is every key. */
function filterOf({ Prefix, TagFilters = [], ObjectSizeGreaterThan, ObjectSizeLessThan }: Rule): Members {
  const conditions: Members = { Prefix, Tag: TagFilters, ObjectSizeGreaterThan, ObjectSizeLessThan };
  const count = [Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan].filter((one) => one !== undefined).length;
  if (count + TagFilters.length > 1) return { And: conditions };
  return count + TagFilters.length === 0 ? { Prefix: '' } : conditions;
}

const unlessEmpty = (members: Members) =>
  Object.values(members).some((value) => value !== undefined) ? members : undefined;

/** S3 names a rule that has no name (**documented**: `ID`); here the same rule always gets the same. */
const generatedId = (rule: Rule, index: number) =>
  createHash('sha256')
    .update(`${index}:${JSON.stringify(rule)}`)
    .digest('base64url');
