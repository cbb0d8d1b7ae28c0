import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import type { Bucket } from '../../services/s3/bucket';
import { bucketPolicy as readPolicy } from '../../services/s3/bucket-policy';
import type { Account } from '../account';
import { ResourceRefused } from '../resource-refused';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { noSuchBucket } from './bucket';

const schema = z.strictObject({ Bucket: cfnString, PolicyDocument: z.record(z.string(), z.unknown()) });

type BucketPolicyProperties = z.output<typeof schema>;
type Parts = Pick<Account, 'buckets'>;

/**
 * `AWS::S3::BucketPolicy`: a bucket has one, or none, so `Ref` is the bucket's name (documented as the type's primary identifier).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
 */
export const bucketPolicy = {
  type: 'AWS::S3::BucketPolicy',
  schema,
  permissions: {
    on: ({ model, partition }) => `arn:${partition}:s3:::${model.Bucket}`,
    create: ['s3:PutBucketPolicy', 's3:GetBucketPolicy'],
    update: ['s3:PutBucketPolicy', 's3:GetBucketPolicy'],
    delete: ['s3:DeleteBucketPolicy', 's3:GetBucketPolicy'],
    read: ['s3:GetBucketPolicy'],
  },

  identify: (resource) => ({ ref: requiredString(resource, 'Bucket'), uniqueWithin: 'partition' }),

  create(resource: Resource<BucketPolicyProperties>, { buckets }: Parts) {
    const bucket = existing(buckets.find(resource.model.Bucket));
    // Observed: aws-solutions/distributed-load-testing-on-aws#167.
    if (bucket.policy !== undefined) {
      const message = `The bucket policy already exists on bucket ${resource.model.Bucket}.`;
      throw new ResourceRefused({ message, code: 'AlreadyExists', service: 'S3', status: 409 });
    }
    bucket.policy = accepted(resource, bucket);
  },

  update(resource: Resource<BucketPolicyProperties>, _before: Resource<BucketPolicyProperties>, { buckets }: Parts) {
    const bucket = existing(buckets.find(resource.model.Bucket));
    bucket.policy = accepted(resource, bucket);
  },

  // A bucket that blocks public policies now leaves the one that it has (documented: S3 guide, "Blocking public access").
  restore({ model, place }: Resource<BucketPolicyProperties>, { buckets }: Parts) {
    existing(buckets.find(model.Bucket)).policy = readPolicy(
      model.PolicyDocument,
      `${place}: Properties.PolicyDocument`,
    );
  },

  within: ({ model }: Resource<BucketPolicyProperties>) => [{ type: 'AWS::S3::Bucket', id: model.Bucket }],

  remove({ model }: Resource<BucketPolicyProperties>, { buckets }: Parts) {
    const bucket = buckets.find(model.Bucket);
    if (bucket !== undefined) bucket.policy = undefined;
  },

  adopt: {
    identifier: ['Bucket'],
    find: ({ Bucket: ref = '' }, { buckets }) => (buckets.find(ref)?.policy === undefined ? undefined : { ref }),
  },
} satisfies ResourceType<BucketPolicyProperties>;

function existing(bucket: Bucket | undefined): Bucket {
  if (bucket === undefined) throw noSuchBucket();
  return bucket;
}

/** @throws ResourceRefused where it allows everybody, and the bucket blocks that; **observed** words: torchbox/buckup#18 */
function accepted({ model, place }: Resource<BucketPolicyProperties>, { settings }: Bucket) {
  const policy = readPolicy(model.PolicyDocument, `${place}: Properties.PolicyDocument`);
  if (policy.isPublic && settings.blocksPublicPolicy) {
    throw new ResourceRefused({ message: 'Access Denied', code: 'AccessDenied', service: 'S3', status: 403 });
  }
  return policy;
}
