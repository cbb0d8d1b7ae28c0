import { type S3OperationName, s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Bucket, Buckets } from '../bucket';

/** What S3 tells of one setting of a bucket; it throws the service's "there is none" where there is none. */
export type BucketAnswer = (bucket: Bucket) => RestOutput;

/** Answers by the name of the operation that asks for them. */
export type BucketAnswers = Partial<Record<S3OperationName, BucketAnswer>>;

/** The operations that read a bucket's settings: each asks for its own action on the bucket, and then says what is deployed. */
export function readsOfBuckets(
  answers: BucketAnswers,
  buckets: Buckets,
): Operation<ReturnType<typeof bucketTarget>, RestOutput>[] {
  return Object.entries(answers).map(([name, answer]) => ({
    name,
    signature: 'optional',
    parse: bucketTarget,
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions[name as S3OperationName]),
    ],
    run: ({ bucket }) => answer(buckets.named(bucket)),
  }));
}
