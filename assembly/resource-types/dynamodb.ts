import { generatedName, seedOf, uuid } from '../physical-name';
import { type NewResource, optionalString, type ResourceType } from './resource-type';

/**
 * `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable`: `Ref` is the name. `StreamArn` is left out: no streams here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html documented
 */
const named = (resource: NewResource) => {
  const name = optionalString(resource, 'TableName') ?? generatedName(resource, { maxLength: 255 });
  const { partition, region, account } = resource;
  return { name, arn: `arn:${partition}:dynamodb:${region}:${account}:table/${name}` };
};

export const table: ResourceType = (resource) => {
  const { name, arn } = named(resource);
  return { ref: name, attributes: { Arn: arn }, uniqueWithin: 'region' };
};

export const globalTable: ResourceType = (resource) => {
  const { name, arn } = named(resource);
  return { ref: name, attributes: { Arn: arn, TableId: uuid(seedOf(resource)) }, uniqueWithin: 'region' };
};
