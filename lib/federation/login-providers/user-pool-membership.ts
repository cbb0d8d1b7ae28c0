import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentNames } from '../../../lambda/smoke-test/environment';
import { noted } from '../../roles/noted-statement';
import type { PoolMembership, RoleMappingKey, SmokeTestSignIn } from './login-provider';

/** One app client of a user pool. */
export interface PoolClient {
  /** Letters and digits, known at synthesis: `StarHarvestIos`. */
  readonly name: string;
  readonly clientId: string;
}

/** The name of the one provider of this kind, for logs, facts and the smoke test's event. */
export const userPoolName = 'user-pool';

/**
 * Cognito asks the user pool about each token, and so refuses one whose player was signed out, disabled or deleted; without the
 * check such a token works until it expires.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html (documented)
 */
export function userPoolMembership(providerName: string, clients: readonly PoolClient[]): PoolMembership {
  return {
    cognitoIdentityProviders: clients.map(({ clientId }) => ({ clientId, providerName, serverSideTokenCheck: true })),
  };
}

/** A user pool is mapped client by client: `cognito-idp.<region>.amazonaws.com/<pool>:<client>` (documented). */
export function userPoolMappingKeys(providerName: string, clients: readonly PoolClient[]): RoleMappingKey[] {
  return clients.map(({ name, clientId }) => ({
    name: `UserPool${name}`,
    identityProvider: `${providerName}:${clientId}`,
  }));
}

/** The throwaway user: made, signed in and deleted through the pool's admin calls, in this pool only. */
export function throwawayUser(parts: {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly clientId: string;
}): SmokeTestSignIn {
  return {
    environment: {
      [environmentNames.userPoolId]: parts.userPoolId,
      [environmentNames.userPoolClientId]: parts.clientId,
    },
    grant: (role) => {
      role.addToPolicy(
        noted(
          role,
          new iam.PolicyStatement({
            sid: 'ThrowawayUser',
            actions: [
              'cognito-idp:AdminCreateUser',
              'cognito-idp:AdminSetUserPassword',
              'cognito-idp:AdminInitiateAuth',
              'cognito-idp:AdminDeleteUser',
            ],
            resources: [parts.userPoolArn],
          }),
        ),
      );
    },
  };
}
