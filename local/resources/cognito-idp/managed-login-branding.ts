import { z } from 'zod';
import { seedOf, uuid } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import type { ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { inert } from './inert';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';

/** The properties of `AWS::Cognito::ManagedLoginBranding`. How pages look makes no difference here, that there is a style does. */
const schema = z.strictObject({
  UserPoolId: cfnString,
  ClientId: cfnString,
  Assets: inert,
  ReturnMergedResources: inert,
  Settings: inert,
  UseCognitoProvidedValues: inert,
});
type Properties = z.output<typeof schema>;

/**
 * `AWS::Cognito::ManagedLoginBranding`: an app client's style, which it may have before the pool has a domain. `Ref` is
 * `userPoolId|brandingId`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-managedloginbranding.html documented
 */
export const managedLoginBranding: ResourceType<Properties> = {
  type: 'AWS::Cognito::ManagedLoginBranding',
  schema,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:CreateManagedLoginBranding'],
    update: ['cognito-idp:UpdateManagedLoginBranding'],
    delete: ['cognito-idp:DeleteManagedLoginBranding'],
    read: ['cognito-idp:DescribeManagedLoginBranding'],
  },
  identify(resource) {
    const id = uuid(seedOf(resource));
    return { ref: `${requiredString(resource, 'UserPoolId')}|${id}`, attributes: { ManagedLoginBrandingId: id } };
  },
  create({ ref, model: { UserPoolId, ClientId } }, { userPools }) {
    const pool = poolOf(userPools, UserPoolId);
    // The exceptions are documented (CreateManagedLoginBranding), the sentences unconfirmed.
    if (!pool.clients.has(ClientId)) {
      throw poolRefused('NotFound', `User pool client ${ClientId} does not exist.`);
    }
    if (pool.brandings.has(ClientId)) {
      throw poolRefused('AlreadyExists', `Managed login branding already exists for client ${ClientId}.`);
    }
    pool.brandings.set(ClientId, ref);
  },
  // How pages look makes no difference here.
  update() {},
  within: ({ model: { UserPoolId, ClientId } }) => [
    { type: 'AWS::Cognito::UserPool', id: UserPoolId },
    { type: 'AWS::Cognito::UserPoolClient', id: ClientId },
  ],
  remove({ ref, model: { UserPoolId, ClientId } }, { userPools }) {
    const brandings = userPools.deployed(UserPoolId)?.brandings;
    if (brandings?.get(ClientId) === ref) brandings.delete(ClientId);
  },
};
