import { seedOf, steadyRandom } from '../../../assembly/physical-name';
import { newClientSecret } from '../../services/cognito-idp/client-secret';
import { deleteClient, putClient } from '../../services/cognito-idp/deployed-pool';
import { unknownProvider } from '../../services/cognito-idp/pool-identity-provider';
import { unknownScope } from '../../services/cognito-idp/resource-server';
import type { UserPool } from '../../services/cognito-idp/user-pool';
import type { UserPoolClient } from '../../services/cognito-idp/user-pool-client';
import type { ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { poolOf, poolRefused } from './pool-refused';
import { userPoolArn } from './user-pool-arn';
import { userPoolClientConfiguration } from './user-pool-client-configuration';
import { type UserPoolClientProperties, userPoolClientProperties } from './user-pool-client-properties';

const idCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * `AWS::Cognito::UserPoolClient`: `Ref` is the client ID, 26 characters. With `GenerateSecret` it has a `ClientSecret`, which is made with
 * the client and is its attribute from then on (**documented**: the type's schema, read-only properties). An update leaves its tokens good.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html documented
 */
export const userPoolClient: ResourceType<UserPoolClientProperties> = {
  type: 'AWS::Cognito::UserPoolClient',
  schema: userPoolClientProperties,
  permissions: {
    on: userPoolArn,
    create: ['cognito-idp:CreateUserPoolClient'],
    update: ['cognito-idp:UpdateUserPoolClient'],
    delete: ['cognito-idp:DeleteUserPoolClient'],
    read: ['cognito-idp:DescribeUserPoolClient'],
  },
  identify(resource) {
    const id = steadyRandom(seedOf(resource), 26, idCharacters);
    const name =
      optionalString(resource, 'ClientName') ?? `${resource.logicalId}-${steadyRandom(seedOf(resource), 12)}`;
    return { ref: id, attributes: { ClientId: id, Name: name } };
  },
  create(resource, { userPools, clock }) {
    const pool = poolOf(userPools, resource.model.UserPoolId);
    const client = userPoolClientConfiguration(resource, pool.schema, 'creating');
    checkNames(pool, client);
    const secret = resource.model.GenerateSecret === true ? { secret: newClientSecret() } : {};
    putClient(pool, { ...client, ...secret, createdAt: clock.now(), modifiedAt: clock.now() });
    return { attributes: attributesOf(secret) };
  },
  // With the secret, scopes and identity providers that it has: a resource server or provider that is gone takes none from it.
  restore(resource, { userPools, clock }) {
    const pool = poolOf(userPools, resource.model.UserPoolId);
    const client = userPoolClientConfiguration(resource, pool.schema, 'creating');
    putClient(pool, { ...client, createdAt: clock.now(), modifiedAt: clock.now() });
  },
  update(resource, _before, { userPools, clock }) {
    const pool = poolOf(userPools, resource.model.UserPoolId);
    const client = userPoolClientConfiguration(resource, pool.schema, 'updating');
    checkNames(pool, client);
    const { createdAt = clock.now(), secret } = pool.clients.get(resource.ref) ?? {};
    putClient(pool, { ...client, ...(secret === undefined ? {} : { secret }), createdAt, modifiedAt: clock.now() });
  },
  within: ({ model }) => [{ type: 'AWS::Cognito::UserPool', id: model.UserPoolId }],
  remove({ ref, model }, { userPools }) {
    const pool = userPools.deployed(model.UserPoolId);
    if (pool !== undefined) deleteClient(pool, ref);
  },
  adopt: {
    identifier: ['UserPoolId', 'ClientId'],
    find({ UserPoolId = '', ClientId: ref = '' }, { userPools }) {
      const client = userPools.find(UserPoolId)?.clients.get(ref);
      return client && { ref, attributes: { ClientId: ref, Name: client.name, ...attributesOf(client) } };
    },
  },
};

function checkNames(pool: UserPool, { oauth, properties }: Pick<UserPoolClient, 'oauth' | 'properties'>): void {
  const { SupportedIdentityProviders: providers = [] } = properties as Partial<UserPoolClientProperties>;
  const missing = unknownProvider(providers, pool.identityProviders);
  // Observed: aws-cdk#15850.
  if (missing !== undefined) {
    throw poolRefused('InvalidRequest', `The provider ${missing} does not exist for User Pool ${pool.id}.`);
  }
  const unknown = unknownScope(oauth?.scopes ?? [], pool.resourceServers);
  if (unknown !== undefined) throw poolRefused('InvalidRequest', `Invalid scope requested: ${unknown}`);
}

function attributesOf({ secret }: Pick<UserPoolClient, 'secret'>): Readonly<Record<string, string>> {
  return secret === undefined ? {} : { ClientSecret: secret };
}
