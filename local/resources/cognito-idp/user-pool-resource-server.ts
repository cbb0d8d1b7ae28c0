import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import type { ResourceServer } from '../../services/cognito-idp/resource-server';
import type { ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

const schema = z.strictObject({
  UserPoolId: cfnString,
  Identifier: cfnString,
  Name: cfnString,
  Scopes: z.array(z.strictObject({ ScopeName: cfnString, ScopeDescription: cfnString })).default([]),
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::Cognito::UserPoolResourceServer`: names of scopes for APIs of the app's own. No access to AWS comes of them. `Ref` is the identifier.
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
    const { resourceServers } = poolOf(userPools, model.UserPoolId);
    // Documented: the identifier is unique; the sentence is unconfirmed.
    if (resourceServers.has(model.Identifier)) {
      throw poolRefused('AlreadyExists', `${model.Identifier} already exists in user pool ${model.UserPoolId}.`);
    }
    resourceServers.set(model.Identifier, serverOf(model));
  },
  update({ model }, _before, { userPools }) {
    poolOf(userPools, model.UserPoolId).resourceServers.set(model.Identifier, serverOf(model));
  },
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove({ ref, model }, { userPools }) {
    userPools.deployed(model.UserPoolId)?.resourceServers.delete(ref);
  },
};

function serverOf({ Identifier, Name, Scopes }: Properties): ResourceServer {
  return {
    identifier: Identifier,
    name: Name,
    scopes: new Map(Scopes.map(({ ScopeName, ScopeDescription }) => [ScopeName, ScopeDescription])),
  };
}
