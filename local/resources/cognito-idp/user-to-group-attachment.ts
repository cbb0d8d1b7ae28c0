import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import { changeUser } from '../../services/cognito-idp/users/change-user';
import type { ResourceType } from '../resource-type';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

const schema = z.strictObject({ UserPoolId: cfnString, Username: cfnString, GroupName: cfnString });
type Properties = z.output<typeof schema>;

/**
 * `AWS::Cognito::UserPoolUserToGroupAttachment`: that a user is in a group, with the group's role. `Ref` is a generated name (its form is
 * **unconfirmed**). Whatever changes replaces it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolusertogroupattachment.html documented
 */
export const userToGroupAttachment: ResourceType<Properties> = {
  type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
  schema,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:AdminAddUserToGroup', 'cognito-idp:AdminListGroupsForUser'],
    update: [],
    delete: ['cognito-idp:AdminRemoveUserFromGroup', 'cognito-idp:AdminListGroupsForUser'],
    read: [],
  },
  identify: (resource) => ({ ref: unnamed(resource) }),
  create({ model }, { userPools }) {
    const pool = poolOf(userPools, model.UserPoolId);
    const user = pool.users.find(model.Username);
    if (user === undefined) throw poolRefused('NotFound', 'User does not exist.');
    if (!pool.groups.has(model.GroupName)) throw poolRefused('NotFound', 'Group not found.');
    changeUser(pool, user, ({ groups }) => groups.add(model.GroupName));
  },
  // It comes back with the user.
  restore() {},
  update() {},
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove({ model }, { userPools }) {
    const pool = userPools.deployed(model.UserPoolId);
    const user = pool?.users.find(model.Username);
    if (pool !== undefined && user !== undefined)
      changeUser(pool, user, ({ groups }) => groups.delete(model.GroupName));
  },
};
