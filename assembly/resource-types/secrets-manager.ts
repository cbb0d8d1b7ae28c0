import { seedOf, steadyRandom } from '../physical-name';
import { optionalString, type ResourceType, requiredString } from './resource-type';

/**
 * `AWS::SecretsManager::Secret`: `Ref` is the ARN, the name with a hyphen and six random characters at its end. A name
 * made by CloudFormation is the logical ID and twelve characters (observed).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html documented
 */
export const secret: ResourceType = (resource) => {
  const seed = seedOf(resource);
  const name = optionalString(resource, 'Name') ?? `${resource.logicalId}-${steadyRandom(seed, 12)}`;
  const { partition, region, account } = resource;
  const suffix = steadyRandom([...seed, 'arn'], 6);
  const arn = `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;
  return { ref: arn, attributes: { Id: arn }, uniqueWithin: 'region' };
};

/**
 * `AWS::SecretsManager::ResourcePolicy`: `Ref` is the secret's ARN. A secret has one resource policy.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-resourcepolicy.html documented
 */
export const secretResourcePolicy: ResourceType = (resource) => {
  const secretId = requiredString(resource, 'SecretId');
  return { ref: secretId, attributes: { Id: secretId }, uniqueWithin: 'region' };
};
