import { urlSuffix } from '../parameters';
import { seedOf, steadyRandom, uuid } from '../physical-name';
import { optionalString, type ResourceType, requiredString, unnamed } from './resource-type';

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const clientIdCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * `AWS::Cognito::UserPool`: `Ref` is the ID, the region and nine characters.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html documented
 */
export const userPool: ResourceType = (resource) => {
  const { partition, region, account } = resource;
  const id = `${region}_${steadyRandom(seedOf(resource), 9, lettersAndDigits)}`;
  const providerName = `cognito-idp.${region}.${urlSuffix(partition)}/${id}`;
  return {
    ref: id,
    attributes: {
      Arn: `arn:${partition}:cognito-idp:${region}:${account}:userpool/${id}`,
      ProviderName: providerName,
      ProviderURL: `https://${providerName}`,
      UserPoolId: id,
    },
  };
};

/**
 * `AWS::Cognito::UserPoolClient`: `Ref` is the client ID, 26 characters. It has no `ClientSecret` here: what runs on a player's device
 * cannot keep one.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html documented
 */
export const userPoolClient: ResourceType = (resource) => {
  const id = steadyRandom(seedOf(resource), 26, clientIdCharacters);
  const name = optionalString(resource, 'ClientName') ?? `${resource.logicalId}-${steadyRandom(seedOf(resource), 12)}`;
  return { ref: id, attributes: { ClientId: id, Name: name } };
};

/**
 * `AWS::Cognito::UserPoolDomain`: `Ref` is the domain, or its prefix before `.auth.<region>.amazoncognito.com`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooldomain.html documented
 */
export const userPoolDomain: ResourceType = (resource) => ({
  ref: requiredString(resource, 'Domain'),
  uniqueWithin: 'region',
});

/**
 * `AWS::Cognito::ManagedLoginBranding`: `Ref` is `userPoolId|brandingId`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-managedloginbranding.html documented
 */
export const managedLoginBranding: ResourceType = (resource) => {
  const id = uuid(seedOf(resource));
  return {
    ref: `${requiredString(resource, 'UserPoolId')}|${id}`,
    attributes: { ManagedLoginBrandingId: id },
  };
};

/**
 * `AWS::Cognito::UserPoolGroup`: `Ref` is the group's name.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html documented
 */
export const userPoolGroup: ResourceType = (resource) => ({
  ref: optionalString(resource, 'GroupName') ?? unnamed(resource),
});
