import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { pascalCase } from '../config/fields';
import type { GameFederationConfig } from '../config/schema';
import type { DataStack } from '../data/data-stack';
import { retention } from '../data/retention';
import { guest, signedIn } from '../roles/condition-keys';
import { FederatedRole, identityPoolTrust, maxSession } from '../roles/federated-role';
import { Scores } from '../scores/scores';
import { DirectRoles } from './direct-roles';
import { IdentityPool } from './identity-pool';
import { accountsOf } from './login-providers/login-provider';
import { loginProviders as providersOf } from './login-providers/login-providers';
import { NamedRoles } from './named-roles';
import { PrincipalTags } from './principal-tags';
import { RoleAttachment } from './role-attachment';
import { signedInRole } from './signed-in-role';
import { SmokeTest } from './smoke-test/smoke-test';

export interface FederationStackProps extends StackProps {
  readonly config: GameFederationConfig;
  /** What the players' roles are granted. */
  readonly data: DataStack;
}

/**
 * Who the players are, what each may do with the data, and the test that it is so. All of it changes together and rolls back
 * together: a smoke test that fails takes back the pool's switches, the providers and the roles, so that the test before it meets
 * the state that it was made for.
 */
export class FederationStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, ...props }: FederationStackProps) {
    super(scope, id, { ...props, terminationProtection: config.protect });
    const { playerFiles, playerRecords } = data;

    const loginProviders = providersOf(this, config);
    const identityPool = new IdentityPool(this, 'IdentityPool', {
      loginProviders,
      guestsEnabled: config.guests.enabled,
      basicFlowEnabled: config.basicFlow.enabled,
      removalPolicy: retention(config.retainData),
    });
    const { identityPoolId } = identityPool;
    this.output('IdentityPoolId', identityPoolId, 'The identity pool that apps get credentials from');
    this.output('Region', this.region, 'The region that apps call');
    for (const { name, value, description } of loginProviders.flatMap(({ outputs }) => outputs)) {
      this.output(name, value, description);
    }

    const maxSessionDuration = maxSession(config.basicFlow.enabled ? config.basicFlow.sessionSeconds : 0);
    const clans = loginProviders.some(({ attributes }) => attributes);
    const signedInPlayers = {
      data,
      trust: identityPoolTrust(identityPoolId, signedIn, { taggedPlayers: clans }),
      maxSessionDuration,
      clans,
    };
    const description = `Signed-in players of ${config.game} (${config.stage})`;
    const authenticatedRole = signedInRole(this, 'AuthenticatedRole', description, signedInPlayers);
    this.output('AuthenticatedRoleArn', authenticatedRole.roleArn, 'The role of signed-in players');

    let guestRole: FederatedRole | undefined;
    if (config.guests.enabled) {
      guestRole = new FederatedRole(this, 'GuestRole', {
        trust: identityPoolTrust(identityPoolId, guest),
        maxSessionDuration,
        description: `Guests of ${config.game} (${config.stage})`,
      });
      playerFiles.grantGuest(guestRole, config.guests);
      playerRecords.grantGuest(guestRole, config.guests);
      this.output('GuestRoleArn', guestRole.roleArn, 'The role of guests');
    }

    const { byName: namedRoles } = new NamedRoles(this, 'NamedRoles', {
      ...signedInPlayers,
      loginProviders,
      roles: config.roles,
    });
    for (const [name, { roleArn }] of namedRoles) {
      this.output(`NamedRoleArn${pascalCase(name)}`, roleArn, `The role ${name} of signed-in players`);
    }
    const { byProvider: directRoles } = new DirectRoles(this, 'DirectRoles', { data, loginProviders });
    for (const [name, { roleArn }] of directRoles) {
      this.output(`FederatedRoleArn${pascalCase(name)}`, roleArn, `The role for the own tokens of ${name}, at STS`);
    }

    const scores =
      config.scores &&
      new Scores(this, 'Scores', {
        ...{ config, data, identityPool, guestRole },
        scores: config.scores,
        accounts: accountsOf(loginProviders),
        signedInRoles: [authenticatedRole, ...namedRoles.values()],
      });
    if (scores) {
      this.output('ScoresUrl', scores.url, 'What apps submit scores to');
      this.output('BackendPolicyArn', scores.backendPolicyArn, "The policy for a game's own servers");
    }

    const roles = { authenticatedRole, guestRole, namedRoles };
    new RoleAttachment(this, 'RoleAttachment', { identityPoolId, loginProviders, ...roles });
    new PrincipalTags(this, 'PrincipalTags', { identityPoolId, loginProviders });

    const smokeTest = new SmokeTest(this, 'SmokeTest', {
      ...{ config, data, identityPool, loginProviders },
      ...roles,
      directRoles,
      scores,
    });
    this.output(
      'SmokeTestFunctionName',
      smokeTest.functionName,
      'The function that checks who may do what; invoke it at any time',
    );
    this.output(
      'PlayersSecretArn',
      smokeTest.playersSecretArn,
      'Where the smoke test finds the refresh token of the player whom it signs in',
    );
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
