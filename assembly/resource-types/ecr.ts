import { AssemblyError } from '../assembly-error';
import { urlSuffix } from '../parameters';
import { generatedName } from '../physical-name';
import { optionalString, type ResourceType } from './resource-type';

/**
 * `AWS::ECR::Repository`: `Ref` is the name.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html documented
 */
export const repository: ResourceType = (resource) => {
  const given = optionalString(resource, 'RepositoryName');
  const name = given ?? generatedName(resource, { maxLength: 256, lowerCase: true });
  // Documented: the pattern of the property.
  if (!/^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name)) {
    throw new AssemblyError(`${resource.place}: Properties.RepositoryName`, `is no name of a repository: '${name}'`);
  }
  const { partition, region, account } = resource;
  return {
    ref: name,
    attributes: {
      Arn: `arn:${partition}:ecr:${region}:${account}:repository/${name}`,
      RepositoryUri: `${account}.dkr.ecr.${region}.${urlSuffix(partition)}/${name}`,
    },
    uniqueWithin: 'region',
  };
};
