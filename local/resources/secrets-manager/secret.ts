import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { seedOf, steadyRandom } from '../../../assembly/physical-name';
import { cfnString, cfnTags } from '../../../assembly/properties';
import { Secret, type SecretConfiguration } from '../../services/secrets-manager/secret';
import { changed, given, retagged, tagKeys } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { generatedSecretString, generateSecretStringSchema } from './generated-secret-string';
import { secretRefused } from './secret-refused';

/** A customer-managed KMS key, replicas and rotation are not understood: a template that has them is refused. */
const schema = z
  .strictObject({
    Name: cfnString.optional(),
    Description: cfnString.optional(),
    SecretString: cfnString.optional(),
    GenerateSecretString: generateSecretStringSchema.optional(),
    Tags: cfnTags.default([]),
  })
  .refine(
    ({ SecretString, GenerateSecretString }) => SecretString === undefined || GenerateSecretString === undefined,
    {
      error: 'takes either SecretString or GenerateSecretString, not both',
    },
  );
type Properties = z.output<typeof schema>;

/**
 * `AWS::SecretsManager::Secret`: `Ref` is the ARN, the name with a hyphen and six random characters at its end. A name made by
 * CloudFormation is the logical ID and twelve characters (observed).
 *
 * One with neither `SecretString` nor `GenerateSecretString` has no version yet. A change of either makes
 * a new version, a change of anything else none (documented for both properties; the second observed: cdkd#2472): what was written since
 * stays current. So it does where a template no longer has either property (unconfirmed).
 *
 * CloudFormation deletes a secret without a recovery window (observed: cloudformation-coverage-roadmap#1999, which cites the page on
 * `DeletionPolicy`, and #838), so its name is free at once.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html documented
 */
export const secret: ResourceType<Properties> = {
  type: 'AWS::SecretsManager::Secret',
  schema,
  permissions: {
    on: ({ ref }) => ref,
    create: [
      {
        action: 'secretsmanager:CreateSecret',
        keys: (resource) => ({ ...tagKeys('Tags')(resource), 'secretsmanager:Name': nameIn(resource.ref) }),
      },
      'secretsmanager:DescribeSecret',
      // CloudFormation gives each secret tags of its own (documented: the type's schema, cloudFormationSystemTags).
      { action: 'secretsmanager:TagResource', keys: tagKeys('Tags') },
      // Documented: `GenerateSecretString`.
      ...given('GenerateSecretString', 'secretsmanager:GetRandomPassword').map((one) => ({ ...one, on: '*' as const })),
    ],
    update: [
      'secretsmanager:UpdateSecret',
      ...changed(['SecretString', 'GenerateSecretString'], 'secretsmanager:GetSecretValue'),
      ...changed('GenerateSecretString', 'secretsmanager:GetRandomPassword').map((one) => ({
        ...one,
        on: '*' as const,
      })),
      ...retagged('Tags', 'secretsmanager:TagResource', 'secretsmanager:UntagResource'),
    ],
    delete: ['secretsmanager:DeleteSecret', 'secretsmanager:DescribeSecret'],
    read: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
  },
  identify(resource) {
    const seed = seedOf(resource);
    const name = optionalString(resource, 'Name') ?? `${resource.logicalId}-${steadyRandom(seed, 12)}`;
    const { partition, region, account } = resource;
    const suffix = steadyRandom([...seed, 'arn'], 6);
    const arn = `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;
    return { ref: arn, attributes: { Id: arn }, uniqueWithin: 'region' };
  },
  create(resource, { secrets, clock }) {
    const { ref: arn, model } = resource;
    const name = nameIn(arn);
    // Observed: moto#9700.
    if (secrets.find(name, resource) !== undefined) {
      throw secretRefused('AlreadyExists', `The operation failed because the secret ${name} already exists.`);
    }
    const made = new Secret(arn, name, configurationOf(model), clock.now());
    const text = textOf(model);
    if (text !== undefined) made.addVersion(firstVersionId(arn), { kind: 'string', text }, ['AWSCURRENT'], clock.now());
    secrets.add(made);
  },
  update(resource, before, { secrets, clock }) {
    const found = secrets.byArn(resource.ref);
    if (found === undefined) throw secretRefused('NotFound', "Secrets Manager can't find the specified secret.");
    const text = isSameValue(resource, before) ? undefined : textOf(resource.model);
    found.configure(configurationOf(resource.model), clock.now());
    if (text !== undefined) found.addVersion(randomUUID(), { kind: 'string', text }, ['AWSCURRENT'], clock.now());
  },
  remove({ ref }, { secrets }) {
    secrets.delete(ref);
  },
};

/** Ahead of the name stand `arn:aws:secretsmanager:region:account:secret:`, behind it a hyphen and six characters. */
const nameIn = (arn: string) => arn.split(':').slice(6).join(':').slice(0, -'-abcdef'.length);

function configurationOf({ Description, Tags }: Properties): SecretConfiguration {
  return {
    ...(Description === undefined ? {} : { description: Description }),
    tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

function textOf({ SecretString, GenerateSecretString }: Properties): string | undefined {
  return SecretString ?? (GenerateSecretString && generatedSecretString(GenerateSecretString));
}

/** As the templates write it: that CloudFormation compares before defaults are filled in is unconfirmed. */
function isSameValue(
  { properties: after }: Resource<Properties>,
  { properties: before }: Resource<Properties>,
): boolean {
  return (
    isDeepStrictEqual(after.SecretString, before.SecretString) &&
    isDeepStrictEqual(after.GenerateSecretString, before.GenerateSecretString)
  );
}

/** CloudFormation's own client request token, a UUID in form. */
function firstVersionId(arn: string): string {
  const hex = createHash('sha256').update(arn).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
