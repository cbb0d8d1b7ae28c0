import { seedOf, steadyRandom, uuid } from '../physical-name';
import { optionalString, type ResourceType, requiredString } from './resource-type';

/**
 * `AWS::Cognito::IdentityPool`: `Ref` is `region:uuid`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypool.html documented
 */
export const identityPool: ResourceType = (resource) => {
  const id = `${resource.region}:${uuid(seedOf(resource))}`;
  // Pool names take no hyphens in older accounts, hence CloudFormation's underscore (observed).
  const name =
    optionalString(resource, 'IdentityPoolName') ??
    `${resource.logicalId.slice(0, 100)}_${steadyRandom(seedOf(resource), 12)}`;
  return { ref: id, attributes: { Id: id, Name: name } };
};

/**
 * `AWS::Cognito::IdentityPoolRoleAttachment`: `Ref` is the identity pool's ID. A pool has one set of roles, so a second
 * attachment would overwrite the first: refused here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolroleattachment.html documented
 */
export const roleAttachment: ResourceType = (resource) => {
  const poolId = requiredString(resource, 'IdentityPoolId');
  return { ref: poolId, attributes: { Id: poolId }, uniqueWithin: 'region' };
};

/**
 * `AWS::Cognito::IdentityPoolPrincipalTag`: `Ref` is `poolId|providerName`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolprincipaltag.html documented
 */
export const principalTag: ResourceType = (resource) => ({
  ref: `${requiredString(resource, 'IdentityPoolId')}|${requiredString(resource, 'IdentityProviderName')}`,
  uniqueWithin: 'region',
});
