import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import { cfnInteger, cfnString } from '../../../assembly/properties';
import { deleteGroup, putGroup } from '../../services/cognito-idp/deployed-pool';
import type { Dates, UserPoolGroup } from '../../services/cognito-idp/user-pool-client';
import { passRole } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

/** The properties of `AWS::Cognito::UserPoolGroup`. */
const schema = z.strictObject({
  UserPoolId: cfnString,
  GroupName: cfnString.optional(),
  Description: cfnString.optional(),
  Precedence: cfnInteger.optional(),
  RoleArn: cfnString.optional(),
});
type Properties = z.output<typeof schema>;

/** A group's role is handed to Cognito (**documented** in the type's schema); to which of its two services is **unconfirmed**. */
const passGroupRole = passRole<Properties>(
  ['cognito-idp.amazonaws.com', 'cognito-identity.amazonaws.com'],
  ({ model }) => (model.RoleArn === undefined ? [] : [model.RoleArn]),
);

/**
 * `AWS::Cognito::UserPoolGroup`: `Ref` is the group's name. An update leaves everybody in it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html documented
 */
export const userPoolGroup: ResourceType<Properties> = {
  type: 'AWS::Cognito::UserPoolGroup',
  schema,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:CreateGroup', 'cognito-idp:GetGroup', passGroupRole],
    update: ['cognito-idp:UpdateGroup', passGroupRole],
    delete: ['cognito-idp:DeleteGroup', 'cognito-idp:GetGroup'],
    read: ['cognito-idp:GetGroup'],
  },
  identify: (resource) => ({ ref: optionalString(resource, 'GroupName') ?? unnamed(resource) }),
  create(resource, { userPools, clock }) {
    const pool = poolOf(userPools, resource.model.UserPoolId);
    // Whatever the case of its letters (observed: amplify-backend#1781, the sentence too).
    if ([...pool.groups.keys()].some((name) => name.toLowerCase() === resource.ref.toLowerCase())) {
      throw poolRefused('AlreadyExists', 'A group with the name already exists.');
    }
    putGroup(pool, { ...groupOf(resource), createdAt: clock.now(), modifiedAt: clock.now() });
  },
  update(resource, _before, { userPools, clock }) {
    const pool = poolOf(userPools, resource.model.UserPoolId);
    const createdAt = pool.groups.get(resource.ref)?.createdAt ?? clock.now();
    putGroup(pool, { ...groupOf(resource), createdAt, modifiedAt: clock.now() });
  },
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove({ ref, model }, { userPools }) {
    const pool = userPools.deployed(model.UserPoolId);
    if (pool !== undefined) deleteGroup(pool, ref);
  },
};

function groupOf({
  ref,
  model: { Description, Precedence, RoleArn },
}: Resource<Properties>): Omit<UserPoolGroup, keyof Dates> {
  return {
    name: ref,
    ...(Description === undefined ? {} : { description: Description }),
    ...(Precedence === undefined ? {} : { precedence: Precedence }),
    ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
  };
}
