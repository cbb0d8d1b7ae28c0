import { z } from 'zod';
import { cfnBoolean, cfnString } from '../../../assembly/properties';
import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import { PolicyError } from '../../../policy/policy-error';
import type { Secret } from '../../services/secrets-manager/secret';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { secretRefused } from './secret-refused';

const schema = z.strictObject({
  SecretId: cfnString,
  ResourcePolicy: z.record(z.string(), z.unknown()).superRefine((policy, context) => {
    try {
      compilePolicy(policy, 'the policy', 'resource');
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      context.addIssue({ code: 'custom', message: `is not understood: ${error.message}` });
    }
  }),
  // Whether Secrets Manager refuses a policy that lets everybody in: such a policy is judged here like any other.
  BlockPublicPolicy: cfnBoolean.optional(),
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::SecretsManager::ResourcePolicy`: the one resource policy of a secret, whose ARN `Ref` is. That a second one is refused, and does not take the first
 * one's place, is unconfirmed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-resourcepolicy.html documented
 */
export const secretResourcePolicy: ResourceType<Properties> = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  schema,
  permissions: {
    on: ({ model }) => model.SecretId,
    // The type has no schema with handlers: what its calls need is unconfirmed.
    create: ['secretsmanager:PutResourcePolicy', 'secretsmanager:GetResourcePolicy'],
    update: ['secretsmanager:PutResourcePolicy', 'secretsmanager:GetResourcePolicy'],
    delete: ['secretsmanager:DeleteResourcePolicy', 'secretsmanager:GetResourcePolicy'],
    read: ['secretsmanager:GetResourcePolicy'],
  },
  identify(resource) {
    const secretId = requiredString(resource, 'SecretId');
    return { ref: secretId, attributes: { Id: secretId }, uniqueWithin: 'region' };
  },
  create(resource, account) {
    const secret = secretOf(resource, account);
    if (secret.resourcePolicy !== undefined) {
      throw secretRefused('AlreadyExists', `The secret ${secret.name} has a resource policy already.`);
    }
    setPolicy(secret, resource);
  },
  update(resource, _before, account) {
    setPolicy(secretOf(resource, account), resource);
  },
  within: ({ model }) => [{ type: 'AWS::SecretsManager::Secret', id: model.SecretId }],
  remove({ model: { SecretId }, ...place }, { secrets }) {
    const secret = secrets.find(SecretId, place);
    if (secret === undefined) return;
    delete secret.resourcePolicy;
    delete secret.resourcePolicyText;
  },
};

function secretOf({ model: { SecretId }, ...place }: Resource<Properties>, { secrets }: Account): Secret {
  const secret = secrets.find(SecretId, place);
  // Observed of the API: boto3#2957.
  if (secret === undefined) throw secretRefused('NotFound', "Secrets Manager can't find the specified secret.");
  return secret;
}

function setPolicy(secret: Secret, resource: Resource<Properties>): void {
  secret.resourcePolicy = compiled(resource);
  secret.resourcePolicyText = JSON.stringify(resource.model.ResourcePolicy);
}

function compiled({ place, model }: Resource<Properties>): CompiledPolicy {
  return compilePolicy(model.ResourcePolicy, `${place}: Properties.ResourcePolicy`, 'resource');
}
