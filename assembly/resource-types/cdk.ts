import { type ResourceType, requiredString, unnamed } from './resource-type';

/** `AWS::CDK::Metadata`: what the CDK counts its users by. */
export const cdkMetadata: ResourceType = (resource) => ({ ref: unnamed(resource) });

/**
 * A custom resource. What its function answers at deployment is not known here, so it has no attributes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html documented
 */
export const customResource: ResourceType = (resource) => {
  requiredString(resource, 'ServiceToken');
  return { ref: unnamed(resource) };
};
