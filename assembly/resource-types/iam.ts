import { AssemblyError } from '../assembly-error';
import { generatedName } from '../physical-name';
import {
  type NewResource,
  optionalString,
  type ResourceType,
  requiredString,
  uniqueId,
  unnamed,
} from './resource-type';

/** `/`, or `/path/`: it stands between kind and name in an IAM ARN. */
function iamPath(resource: NewResource): string {
  const path = optionalString(resource, 'Path') ?? '/';
  if (/^\/([!-~]{1,510}\/)?$/.test(path)) return path;
  throw new AssemblyError(`${resource.place}: Properties.Path`, `begins and ends with a slash, got '${path}'`);
}

/**
 * `AWS::IAM::Role`: `Ref` is the name.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html documented
 */
export const role: ResourceType = (resource) => {
  const name = optionalString(resource, 'RoleName') ?? generatedName(resource, { maxLength: 64 });
  const { partition, account } = resource;
  return {
    ref: name,
    attributes: {
      Arn: `arn:${partition}:iam::${account}:role${iamPath(resource)}${name}`,
      RoleId: uniqueId(resource, 'AROA'),
    },
    uniqueWithin: 'account',
  };
};

/** `AWS::IAM::Policy`, an inline policy: it has a name within each role, but no ARN; `Ref` is an identifier of the stack's. */
export const inlinePolicy: ResourceType = (resource) => {
  const id = unnamed(resource);
  return { ref: id, attributes: { Id: id } };
};

/**
 * `AWS::IAM::ManagedPolicy`: `Ref` is the ARN.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html documented
 */
export const managedPolicy: ResourceType = (resource) => {
  const name = optionalString(resource, 'ManagedPolicyName') ?? generatedName(resource, { maxLength: 128 });
  const arn = `arn:${resource.partition}:iam::${resource.account}:policy${iamPath(resource)}${name}`;
  return {
    ref: arn,
    attributes: { PolicyArn: arn, PolicyId: uniqueId(resource, 'ANPA'), DefaultVersionId: 'v1' },
    uniqueWithin: 'account',
  };
};

/**
 * `AWS::IAM::OIDCProvider`: `Ref` is the ARN, which is made of the URL: so there is one per URL and account, in all regions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-oidcprovider.html documented
 */
export const oidcProvider: ResourceType = (resource) => {
  const url = requiredString(resource, 'Url');
  if (!url.startsWith('https://')) {
    throw new AssemblyError(`${resource.place}: Properties.Url`, `must begin with https://, got '${url}'`);
  }
  const { partition, account } = resource;
  const arn = `arn:${partition}:iam::${account}:oidc-provider/${url.slice('https://'.length)}`;
  return { ref: arn, attributes: { Arn: arn }, uniqueWithin: 'account' };
};

/**
 * `AWS::IAM::SAMLProvider`: `Ref` is the ARN.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-samlprovider.html documented
 */
export const samlProvider: ResourceType = (resource) => {
  const name = optionalString(resource, 'Name') ?? generatedName(resource, { maxLength: 128 });
  const arn = `arn:${resource.partition}:iam::${resource.account}:saml-provider/${name}`;
  return { ref: arn, attributes: { Arn: arn }, uniqueWithin: 'account' };
};
