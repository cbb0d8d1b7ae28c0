import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnString, cfnTags, readProperties } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import { compilePolicy } from '../../../policy/compile';
import type { Clock } from '../../shared/clock';
import { generatedSecretString, generateSecretStringSchema } from './generated-secret-string';
import { Secret } from './secret';
import { Secrets } from './secrets';

/** A customer-managed KMS key, replicas and rotation are not understood: a template that has them is refused. */
const secretSchema = z
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

const resourcePolicySchema = z.strictObject({
  SecretId: cfnString,
  ResourcePolicy: z.record(z.string(), z.unknown()),
  // Whether Secrets Manager refuses a policy that lets everybody in: such a policy is judged here like any other.
  BlockPublicPolicy: cfnBoolean.optional(),
});

/**
 * The secrets that the stacks' `AWS::SecretsManager::Secret` and `ResourcePolicy` resources make. One with neither
 * `SecretString` nor `GenerateSecretString` has no version yet (documented).
 *
 * @throws AssemblyError for a property that is not understood
 * @throws PolicyError for a resource policy that is not
 */
export function secretsFromStacks(stacks: readonly DeployedStack[], clock: Clock): Secrets {
  const resources = stacks.flatMap((stack) => stack.resources);
  const secrets = new Secrets(
    resources
      .filter(({ type }) => type === 'AWS::SecretsManager::Secret')
      .map((resource) => initialSecret(resource, clock.now())),
  );
  for (const stack of stacks) {
    for (const resource of stack.resources) {
      if (resource.type === 'AWS::SecretsManager::ResourcePolicy') attachPolicy(resource, stack, secrets);
    }
  }
  return secrets;
}

function initialSecret(resource: DeployedResource, now: number): Secret {
  const properties = readProperties(resource, secretSchema);
  const arn = resource.ref;
  // Ahead of the name stand `arn:aws:secretsmanager:region:account:secret:`, behind it a hyphen and six characters.
  const name = arn.split(':').slice(6).join(':').slice(0, -'-abcdef'.length);
  const tags = new Map(properties.Tags.map(({ Key, Value }) => [Key, Value]));
  const secret = new Secret({ arn, name, description: properties.Description, tags }, now);
  const generate = properties.GenerateSecretString;
  const text = properties.SecretString ?? (generate && generatedSecretString(generate));
  if (text !== undefined) secret.addVersion(firstVersionId(arn), { kind: 'string', text }, ['AWSCURRENT'], now);
  return secret;
}

/** CloudFormation's own client request token, a UUID in form. */
function firstVersionId(arn: string): string {
  const hex = createHash('sha256').update(arn).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function attachPolicy(resource: DeployedResource, stack: DeployedStack, secrets: Secrets): void {
  const { SecretId, ResourcePolicy } = readProperties(resource, resourcePolicySchema);
  const at = `${resource.place}: Properties`;
  const secret = secrets.find(SecretId, stack);
  if (secret === undefined)
    throw new AssemblyError(`${at}.SecretId`, `there is no secret '${SecretId}' to attach it to`);
  secret.resourcePolicy = compilePolicy(ResourcePolicy, `${at}.ResourcePolicy`, 'resource');
}
