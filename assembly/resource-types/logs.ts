import { generatedName } from '../physical-name';
import { optionalString, type ResourceType } from './resource-type';

/**
 * `AWS::Logs::LogGroup`: `Ref` is the name; `Arn` ends in `:*`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html documented
 */
export const logGroup: ResourceType = (resource) => {
  const name = optionalString(resource, 'LogGroupName') ?? generatedName(resource, { maxLength: 512 });
  const { partition, region, account } = resource;
  return {
    ref: name,
    attributes: { Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*` },
    uniqueWithin: 'region',
  };
};
