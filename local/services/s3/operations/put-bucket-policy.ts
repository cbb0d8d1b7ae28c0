import { s3Permissions } from '../../../../policy/operations/s3';
import { PolicyError } from '../../../../policy/policy-error';
import type { HttpRequest } from '../../../http/message';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';
import { type BucketPolicy, bucketPolicy } from '../bucket-policy';
import { verifyBody } from '../checksums/verify-body';
import { s3Errors } from '../errors';

interface PutBucketPolicyInput extends ReturnType<typeof bucketTarget> {
  readonly headers: HttpRequest['headers'];
  readonly body: Buffer;
}

/**
 * Takes the place of the bucket's policy. One that allows everybody is refused where the bucket blocks that (**documented**:
 * "BlockPublicPolicy").
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function putBucketPolicy(buckets: Buckets): Operation<PutBucketPolicyInput, RestOutput> {
  return {
    name: 'PutBucketPolicy',
    signature: 'optional',
    parse: (request) => ({ ...bucketTarget(request), headers: request.headers, body: request.body }),
    authorize: ({ bucket, expectedOwner }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions.PutBucketPolicy),
    ],
    run({ bucket: name, ...sent }) {
      const bucket = buckets.named(name);
      const policy = policyIn(sent);
      if (policy.isPublic && bucket.settings.blocksPublicPolicy) throw s3Errors.accessDenied();
      bucket.policy = policy;
      return { status: 204 };
    },
  };
}

function policyIn({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): BucketPolicy {
  verifyBody(headers, body);
  try {
    return bucketPolicy(objectIn(body.toString()), 'the policy');
  } catch (error) {
    if (error instanceof PolicyError) throw s3Errors.malformedPolicy(error.message);
    throw error;
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  if (!text.startsWith('{')) throw s3Errors.malformedPolicy();
  try {
    return JSON.parse(text);
  } catch {
    throw s3Errors.malformedPolicy();
  }
}
