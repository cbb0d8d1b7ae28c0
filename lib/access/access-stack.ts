import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GameFederationConfig } from '../config';
import type { FoundationStack } from '../foundation/foundation-stack';
import { guest, signedIn } from './condition-keys';
import { FederatedRole, identityPoolTrust } from './federated-role';
import { RoleAttachment } from './role-attachment';
import { SmokeTest } from './smoke-test';

export interface AccessStackProps extends StackProps {
  readonly config: GameFederationConfig;
  readonly foundation: FoundationStack;
}

/** Who may do what with the foundation, and the test that it is so: the deployment fails where it is not. */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { config, foundation, ...props }: AccessStackProps) {
    super(scope, id, props);
    const { identityPool, playerFiles, playerRecords } = foundation;
    const { identityPoolId } = identityPool;
    // IAM knows no shorter maximum than an hour; a shorter session is what the caller of STS asks for.
    const maxSessionDuration = Duration.seconds(
      config.basicFlow.enabled ? Math.max(3600, config.basicFlow.sessionSeconds) : 3600,
    );

    const authenticatedRole = new FederatedRole(this, 'AuthenticatedRole', {
      trust: identityPoolTrust(identityPoolId, signedIn),
      maxSessionDuration,
      description: `Signed-in players of ${config.game} (${config.stage})`,
    });
    playerFiles.grantPlayer(authenticatedRole);
    playerRecords.grantPlayer(authenticatedRole);
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

    new RoleAttachment(this, 'RoleAttachment', { identityPoolId, authenticatedRole, guestRole });

    const smokeTest = new SmokeTest(this, 'SmokeTest', {
      config,
      foundation,
      authenticatedRole,
      guestRole,
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
