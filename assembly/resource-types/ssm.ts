import { seedOf, steadyRandom } from '../physical-name';
import { optionalString, type ResourceType, requiredString } from './resource-type';

/**
 * `AWS::SSM::Parameter`: `Ref` is the name. The form of a generated one is **unconfirmed**.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html documented
 */
export const parameter: ResourceType = (resource) => ({
  ref: optionalString(resource, 'Name') ?? `CFN-${resource.logicalId}-${steadyRandom(seedOf(resource), 12)}`,
  attributes: { Type: requiredString(resource, 'Type'), Value: String(resource.properties.Value) },
  uniqueWithin: 'region',
});
