import { z } from 'zod';
import { cfnBoolean, cfnString } from '../../../assembly/properties';
import { checkAttributes } from '../../services/cognito-idp/attributes/check-attributes';
import type { DeployedPool } from '../../services/cognito-idp/deployed-pool';
import { verifierOf } from '../../services/cognito-idp/srp/password-verifier';
import { poolNameOf } from '../../services/cognito-idp/user-pool';
import { newName } from '../../services/cognito-idp/users/new-user';
import { temporaryPassword } from '../../services/cognito-idp/users/password-policy';
import { ServiceError } from '../../shared/service-error';
import type { ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

const schema = z.strictObject({
  UserPoolId: cfnString,
  Username: cfnString,
  UserAttributes: z.array(z.strictObject({ Name: cfnString, Value: cfnString })).default([]),
  MessageAction: z.literal('SUPPRESS', 'only SUPPRESS is supported here').optional(),
  // Nobody is sent an SMS here, no trigger runs, and no alias moves from one user to another.
  DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).optional(),
  ForceAliasCreation: cfnBoolean.optional(),
  ClientMetadata: z.unknown().optional(),
  ValidationData: z.unknown().optional(),
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::Cognito::UserPoolUser`: `Ref` is the user name. They have a temporary password, as by `AdminCreateUser`. Whatever changes replaces
 * them. In a pool whose users sign in by their address AWS answers a made-up name, here the address (**unconfirmed**, and the same user).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluser.html documented
 */
export const userPoolUser: ResourceType<Properties> = {
  type: 'AWS::Cognito::UserPoolUser',
  schema,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser'],
    update: [],
    delete: ['cognito-idp:AdminDeleteUser'],
    read: ['cognito-idp:AdminGetUser'],
  },
  identify: (resource) => ({ ref: requiredString(resource, 'Username') }),
  create({ model }, { userPools }) {
    const pool = poolOf(userPools, model.UserPoolId);
    try {
      invite(pool, model);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw poolRefused(error.code === 'UsernameExistsException' ? 'AlreadyExists' : 'InvalidRequest', error.message);
    }
  },
  // Who was made by a template comes back as everybody else does, with what has become of them since.
  restore() {},
  update() {},
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove({ ref, model }, { userPools }) {
    const pool = userPools.deployed(model.UserPoolId);
    const user = pool?.users.find(ref);
    if (user !== undefined) pool?.users.delete(user);
  },
};

function invite(pool: DeployedPool, { Username, UserAttributes, MessageAction }: Properties): void {
  const name = newName(pool, Username, new Map(UserAttributes.map(({ Name, Value }) => [Name, Value])));
  checkAttributes(pool, name.attributes, 'administrator', true);
  const secret = temporaryPassword(pool.passwordPolicy);
  const user = pool.users.create({
    ...name,
    status: 'FORCE_CHANGE_PASSWORD',
    temporaryUntil: pool.clock.now() + pool.temporaryPasswordDays * 24 * 60 * 60 * 1000,
    password: (owner) => verifierOf({ poolName: poolNameOf(pool), username: owner }, secret),
  });
  if (MessageAction === 'SUPPRESS') return;
  const to = user.attributes.get('email');
  const invitation = { userPoolId: pool.id, username: user.username, purpose: 'invitation' as const, code: secret };
  pool.deliver({ ...invitation, ...(to === undefined ? {} : { to }) });
}
