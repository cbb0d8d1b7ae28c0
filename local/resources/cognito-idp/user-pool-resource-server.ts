import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import type { ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { poolOf } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

const schema = z.strictObject({
  UserPoolId: cfnString,
  Identifier: cfnString,
  Name: cfnString,
  Scopes: z.array(z.strictObject({ ScopeName: cfnString, ScopeDescription: cfnString })).default([]),
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::Cognito::UserPoolResourceServer`: names of scopes for APIs of the app's own, which the local cloud has not. It stands, so that
 * clients may name its scopes; no access to AWS comes of them. `Ref` is the identifier.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolresourceserver.html documented
 */
export const userPoolResourceServer: ResourceType<Properties> = {
  type: 'AWS::Cognito::UserPoolResourceServer',
  schema,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:CreateResourceServer', 'cognito-idp:DescribeResourceServer'],
    update: ['cognito-idp:UpdateResourceServer'],
    delete: ['cognito-idp:DeleteResourceServer'],
    read: ['cognito-idp:DescribeResourceServer'],
  },
  identify: (resource) => ({ ref: requiredString(resource, 'Identifier') }),
  create({ model }, { userPools }) {
    poolOf(userPools, model.UserPoolId);
  },
  update({ model }, _before, { userPools }) {
    poolOf(userPools, model.UserPoolId);
  },
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove() {},
};
