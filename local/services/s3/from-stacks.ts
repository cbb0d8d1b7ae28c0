import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnInteger, cfnString, cfnTags, readProperties } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import type { BucketDirectory, BucketSettings } from './bucket';
import type { CorsRule } from './cors';
import type { Versioning } from './store/object-store';

/** Properties that change nothing that a caller of the local cloud could see: time passes too fast for a lifecycle rule here. */
const inert = {
  // The owner's alone is what a new bucket has (documented).
  AccessControl: z.literal('Private', 'the local cloud has no ACLs: it must be Private').optional(),
  LifecycleConfiguration: z.unknown().optional(),
  LoggingConfiguration: z.unknown().optional(),
  MetricsConfigurations: z.unknown().optional(),
  AnalyticsConfigurations: z.unknown().optional(),
  InventoryConfigurations: z.unknown().optional(),
  IntelligentTieringConfigurations: z.unknown().optional(),
  AccelerateConfiguration: z.unknown().optional(),
  Tags: cfnTags.optional(),
};

const bucketSchema = z.strictObject({
  ...inert,
  BucketName: cfnString.optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z.array(
        z.strictObject({
          BucketKeyEnabled: cfnBoolean.optional(),
          ServerSideEncryptionByDefault: z
            // The key that AWS manages asks no caller of this account for a permission of KMS; one of the customer's own would.
            .strictObject({
              SSEAlgorithm: z.enum(['AES256', 'aws:kms'], 'the local cloud has no KMS: it must be AES256, or aws:kms'),
            })
            .optional(),
          BlockedEncryptionTypes: z.unknown().optional(),
        }),
      ),
    })
    .optional(),
  PublicAccessBlockConfiguration: z
    .strictObject({
      BlockPublicAcls: cfnBoolean.optional(),
      BlockPublicPolicy: cfnBoolean.optional(),
      IgnorePublicAcls: cfnBoolean.optional(),
      RestrictPublicBuckets: cfnBoolean.optional(),
    })
    .optional(),
  OwnershipControls: z
    .strictObject({
      Rules: z.array(
        z.strictObject({
          ObjectOwnership: z.literal(
            'BucketOwnerEnforced',
            'the local cloud has no ACLs: it must be BucketOwnerEnforced',
          ),
        }),
      ),
    })
    .optional(),
  CorsConfiguration: z
    .strictObject({
      CorsRules: z.array(
        z.strictObject({
          Id: cfnString.optional(),
          AllowedOrigins: z.array(cfnString),
          AllowedMethods: z.array(z.enum(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'])),
          AllowedHeaders: z.array(cfnString).default([]),
          ExposedHeaders: z.array(cfnString).default([]),
          MaxAge: cfnInteger.optional(),
        }),
      ),
    })
    .optional(),
});

const policySchema = z.strictObject({ Bucket: cfnString, PolicyDocument: z.record(z.string(), z.unknown()) });

/**
 * The buckets that these stacks deploy, each with its bucket policy.
 *
 * @throws AssemblyError naming the resource and property that the local cloud does not have
 */
export function bucketsFromStacks(stacks: readonly DeployedStack[]): BucketDirectory {
  const buckets = new Map<string, BucketSettings & { readonly place: string; readonly blocksPublicPolicy: boolean }>();
  for (const { stack, resource } of resourcesOf(stacks, 'AWS::S3::Bucket')) {
    const taken = buckets.get(resource.ref);
    if (taken) throw new AssemblyError(resource.place, `the bucket '${resource.ref}' is there already: ${taken.place}`);
    buckets.set(resource.ref, { ...bucketSettings(stack, resource), place: resource.place });
  }
  for (const { resource } of resourcesOf(stacks, 'AWS::S3::BucketPolicy')) {
    const { Bucket: name, PolicyDocument: document } = readProperties(resource, policySchema);
    const bucket = buckets.get(name);
    if (!bucket) throw new AssemblyError(`${resource.place}: Properties.Bucket`, `no stack has a bucket '${name}'`);
    if (bucket.policy) throw new AssemblyError(resource.place, `the bucket '${name}' has a policy already`);
    if (bucket.blocksPublicPolicy && allowsEverybody(document)) {
      const problem = `S3 refuses it: it allows everybody, and the bucket '${name}' has BlockPublicPolicy`;
      throw new AssemblyError(`${resource.place}: Properties.PolicyDocument`, problem);
    }
    buckets.set(name, { ...bucket, policy: compile(document, resource) });
  }
  return buckets;
}

function bucketSettings(stack: DeployedStack, resource: DeployedResource) {
  const properties = readProperties(resource, bucketSchema);
  const versioning: Versioning = properties.VersioningConfiguration?.Status ?? 'Off';
  const cors: CorsRule[] = (properties.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
    allowedOrigins: rule.AllowedOrigins,
    allowedMethods: rule.AllowedMethods,
    allowedHeaders: rule.AllowedHeaders,
    exposedHeaders: rule.ExposedHeaders,
    maxAge: rule.MaxAge,
  }));
  const encryption = properties.BucketEncryption?.ServerSideEncryptionConfiguration[0];
  return {
    name: resource.ref,
    encryption: {
      algorithm: encryption?.ServerSideEncryptionByDefault?.SSEAlgorithm ?? 'AES256',
      bucketKey: encryption?.BucketKeyEnabled ?? false,
    },
    account: stack.account,
    region: stack.region,
    partition: stack.partition,
    versioning,
    cors,
    // Absent means blocked: new buckets block public access (**documented**: since April 2023).
    blocksPublicPolicy: properties.PublicAccessBlockConfiguration
      ? (properties.PublicAccessBlockConfiguration.BlockPublicPolicy ?? false)
      : true,
  };
}

function compile(document: unknown, resource: DeployedResource): CompiledPolicy {
  return compilePolicy(document, `${resource.place}: Properties.PolicyDocument`, 'resource');
}

/**
 * Whether a statement without conditions allows every principal. S3's own definition also reads conditions (**documented**: "The meaning
 * of public"); a statement with any is taken as not public here.
 */
function allowsEverybody(document: Readonly<Record<string, unknown>>): boolean {
  const statements = [document.Statement].flat();
  return statements.some((statement) => {
    if (typeof statement !== 'object' || statement === null) return false;
    const { Effect, Principal, Condition } = statement as Record<string, unknown>;
    if (Effect !== 'Allow' || Condition !== undefined) return false;
    if (Principal === '*') return true;
    const aws =
      typeof Principal === 'object' && Principal !== null ? (Principal as Record<string, unknown>).AWS : undefined;
    return [aws].flat().includes('*');
  });
}

function resourcesOf(stacks: readonly DeployedStack[], type: string) {
  return stacks.flatMap((stack) =>
    stack.resources.filter((resource) => resource.type === type).map((resource) => ({ stack, resource })),
  );
}
