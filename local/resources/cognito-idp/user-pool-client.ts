import { deleteClient } from '../../services/cognito-idp/deployed-pool';
import type { ResourceType } from '../resource-type';
import { poolOf } from './pool-refused';
import { userPoolClientConfiguration } from './user-pool-client-configuration';
import { type UserPoolClientProperties, userPoolClientProperties } from './user-pool-client-properties';

/**
 * `AWS::Cognito::UserPoolClient`. An update leaves its tokens good.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html documented
 */
export const userPoolClient: ResourceType<UserPoolClientProperties> = {
  type: 'AWS::Cognito::UserPoolClient',
  schema: userPoolClientProperties,
  create(resource, { userPools }) {
    const pool = poolOf(userPools, resource.model.UserPoolId);
    pool.clients.set(resource.ref, userPoolClientConfiguration(resource, pool.schema, 'creating'));
  },
  update(resource, _before, { userPools }) {
    const pool = poolOf(userPools, resource.model.UserPoolId);
    pool.clients.set(resource.ref, userPoolClientConfiguration(resource, pool.schema, 'updating'));
  },
  remove({ ref, model }, { userPools }) {
    const pool = userPools.deployed(model.UserPoolId);
    if (pool !== undefined) deleteClient(pool, ref);
  },
  adopt: {
    identifier: ['UserPoolId', 'ClientId'],
    find({ UserPoolId = '', ClientId: ref = '' }, { userPools }) {
      const client = userPools.find(UserPoolId)?.clients.get(ref);
      return client && { ref, attributes: { ClientId: ref, Name: client.name } };
    },
  },
};
