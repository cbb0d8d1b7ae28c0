import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { UserPoolConfig } from '../../config/user-pool';
import type { LoginProvider } from './login-provider';
import { throwawayUser, userPoolMappingKeys, userPoolMembership, userPoolName } from './user-pool-membership';

type ImportedUserPoolConfig = UserPoolConfig & { readonly imported: NonNullable<UserPoolConfig['imported']> };

/** Players of a user pool that exists already; nothing of it is changed. */
export function importedUserPool(scope: Construct, config: ImportedUserPoolConfig): LoginProvider {
  const { userPoolId, clientIds, smokeTestClientId } = config.imported;
  // A pool's ID begins with its region, which need not be this stack's.
  const region = userPoolId.split('_')[0];
  const providerName = `cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  const clients = clientIds.map((clientId, index) => ({ name: `Client${index + 1}`, clientId }));
  if (smokeTestClientId !== undefined && !clientIds.includes(smokeTestClientId)) {
    clients.push({ name: 'SmokeTest', clientId: smokeTestClientId });
  }
  const userPoolArn = Stack.of(scope).formatArn({
    service: 'cognito-idp',
    region,
    resource: 'userpool',
    resourceName: userPoolId,
  });
  return {
    name: userPoolName,
    membership: userPoolMembership(providerName, clients),
    loginsKey: providerName,
    roleMappingKeys: userPoolMappingKeys(providerName, clients),
    roleMapping: config.roleMapping,
    principalTagKey: { id: 'UserPool', identityProvider: providerName },
    attributes: config.attributes,
    outputs: [{ name: 'UserPoolId', value: userPoolId, description: 'The user pool that players have accounts in' }],
    facts: { userPool: { name: userPoolName, loginsKey: providerName } },
    accounts: {
      userPoolId,
      userPoolArn,
      appClientIds: clientIds.filter((clientId) => clientId !== smokeTestClientId),
      ownAccounts: false,
    },
    ...(smokeTestClientId !== undefined && {
      smokeTest: throwawayUser({
        userPoolId,
        userPoolArn,
        clientId: smokeTestClientId,
      }),
    }),
  };
}
