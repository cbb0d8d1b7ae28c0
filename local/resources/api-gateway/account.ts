import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import { passRole } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { controlArn } from './arns';

const schema = z.strictObject({ CloudWatchRoleArn: cfnString.optional() });
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

/**
 * `AWS::ApiGateway::Account`: the role that API Gateway writes logs with, of the whole account and region. `Ref` is an ID. Nothing is
 * written here: it is what stages that log are refused without.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html documented
 */
export const apiGatewayAccount: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::Account',
  schema,
  permissions: {
    on: (resource) => controlArn(resource, '/account'),
    create: ['apigateway:PATCH', passRole('apigateway.amazonaws.com', roles)],
    update: ['apigateway:PATCH', passRole('apigateway.amazonaws.com', roles)],
    // That it asks for anything is **unconfirmed**, and narrower.
    delete: ['apigateway:PATCH'],
    read: ['apigateway:GET'],
  },
  identify(resource) {
    const ref = unnamed(resource);
    return { ref, attributes: { Id: ref } };
  },
  create: put,
  update: (resource, _before, account) => put(resource, account),
  // The setting is the account's, and stays: **unconfirmed**.
  remove() {},
};

function roles({ model }: Resource<Properties>): readonly string[] {
  return model.CloudWatchRoleArn === undefined ? [] : [model.CloudWatchRoleArn];
}

function put({ model }: Resource<Properties>, { restApis }: Parts): void {
  restApis.logRole = model.CloudWatchRoleArn;
}
