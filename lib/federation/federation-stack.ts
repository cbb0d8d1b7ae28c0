import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GameFederationConfig } from '../config';
import { pascalCase } from '../config-rules';
import type { FoundationStack } from '../data/data-stack';
import { guest, signedIn } from '../roles/condition-keys';
import { FederatedRole, identityPoolTrust, maxSession } from '../roles/federated-role';
import { DirectRoles } from './direct-roles';
import { NamedRoles } from './named-roles';
import { PrincipalTags } from './principal-tags';
import { RoleAttachment } from './role-attachment';
import { signedInRole } from './signed-in-role';
import { SmokeTest } from './smoke-test/smoke-test';

export interface AccessStackProps extends StackProps {
  readonly config: GameFederationConfig;
  readonly foundation: FoundationStack;
}

/** Who may do what with the foundation, and the test that it is so: the deployment fails where it is not. */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { config, foundation, ...props }: AccessStackProps) {
    super(scope, id, props);
    const { identityPool, playerFiles, playerRecords, loginProviders } = foundation;
    const { identityPoolId } = identityPool;
    const maxSessionDuration = maxSession(config.basicFlow.enabled ? config.basicFlow.sessionSeconds : 0);
    const clans = loginProviders.some(({ attributes }) => attributes);

    const signedInPlayers = {
      foundation,
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

    const namedRoles = new NamedRoles(this, 'NamedRoles', { ...signedInPlayers, roles: config.roles });
    for (const [name, { roleArn }] of namedRoles.byName) {
      this.output(`NamedRoleArn${pascalCase(name)}`, roleArn, `The role ${name} of signed-in players`);
    }
    const directRoles = new DirectRoles(this, 'DirectRoles', { foundation });
    for (const [name, { roleArn }] of directRoles.byProvider) {
      this.output(`FederatedRoleArn${pascalCase(name)}`, roleArn, `The role for the own tokens of ${name}, at STS`);
    }

    new RoleAttachment(this, 'RoleAttachment', {
      identityPoolId,
      loginProviders,
      authenticatedRole,
      guestRole,
      namedRoles: namedRoles.byName,
    });
    new PrincipalTags(this, 'PrincipalTags', { identityPoolId, loginProviders });

    const smokeTest = new SmokeTest(this, 'SmokeTest', {
      config,
      foundation,
      authenticatedRole,
      guestRole,
      namedRoles: namedRoles.byName,
      directRoles: directRoles.byProvider,
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
