import type { Bucket } from '../bucket';
import { s3Errors } from '../errors';
import { ownerOf } from '../listing/entries';
import type { BucketAnswers } from './read-bucket';

/**
 * The access control list of a bucket and of every object in it: its owner's alone. Without ACLs (`BucketOwnerEnforced`) that is what
 * S3 answers (**documented**: "Controlling ownership of objects and disabling ACLs").
 */
export function ownersAccess(bucket: Bucket): Readonly<Record<string, unknown>> {
  const owner = ownerOf(bucket);
  const Grantee = {
    '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    '@xsi:type': 'CanonicalUser',
    ...owner,
  };
  return {
    AccessControlPolicy: { Owner: owner, AccessControlList: { Grant: { Grantee, Permission: 'FULL_CONTROL' } } },
  };
}

/** Who may reach a bucket, as it is deployed. */
export const accessAnswers: BucketAnswers = {
  GetBucketAcl: (bucket) => ({ xml: ownersAccess(bucket) }),

  /** A new bucket disables ACLs unless it is told otherwise, which no bucket here is (**observed**: versitygw#2073). */
  GetBucketOwnershipControls: () => ({
    xml: { OwnershipControls: { Rule: { ObjectOwnership: 'BucketOwnerEnforced' } } },
  }),

  GetBucketPolicy: (bucket) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(policyOf(bucket).document),
  }),

  /** In lower case, which is what SDKs read; API_GetBucketPolicyStatus shows `TRUE`. */
  GetBucketPolicyStatus: (bucket) => ({ xml: { PolicyStatus: { IsPublic: policyOf(bucket).isPublic } } }),

  /** Every bucket has one: a template that says nothing of it blocks all (**documented**: since April 2023). */
  GetPublicAccessBlock: ({ settings }) => ({
    xml: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: settings.blocksPublicAcls,
        IgnorePublicAcls: settings.ignoresPublicAcls,
        BlockPublicPolicy: settings.blocksPublicPolicy,
        RestrictPublicBuckets: settings.restrictsPublicAccess,
      },
    },
  }),
};

function policyOf({ policy, settings }: Bucket) {
  if (policy === undefined) throw s3Errors.noSuchBucketPolicy(settings.name);
  return policy;
}
