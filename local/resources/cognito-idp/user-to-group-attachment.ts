import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
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
    const { users, groups } = poolOf(userPools, model.UserPoolId);
    const user = users.find(model.Username);
    if (user === undefined) throw poolRefused('NotFound', 'User does not exist.');
    if (!groups.has(model.GroupName)) throw poolRefused('NotFound', 'Group not found.');
    user.groups.add(model.GroupName);
  },
  update() {},
  remove({ model }, { userPools }) {
    userPools.deployed(model.UserPoolId)?.users.find(model.Username)?.groups.delete(model.GroupName);
  },
};
