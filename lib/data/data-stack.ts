import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GameFederationConfig } from '../config';
import { IdentityPool } from '../federation/identity-pool';
import type { LoginProvider } from '../federation/login-providers/login-provider';
import { loginProviders } from '../federation/login-providers/login-providers';
import { PlayerFiles } from './player-files';
import { PlayerRecords } from './player-records';

export interface FoundationStackProps extends StackProps {
  readonly config: GameFederationConfig;
}

/** What must never be lost or replaced: the players' files and records, and who they are. */
export class FoundationStack extends Stack {
  readonly playerFiles: PlayerFiles;
  readonly playerRecords: PlayerRecords;
  readonly loginProviders: readonly LoginProvider[];
  readonly identityPool: IdentityPool;

  constructor(scope: Construct, id: string, { config, ...props }: FoundationStackProps) {
    super(scope, id, { ...props, terminationProtection: config.retainData });
    const removalPolicy = config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.playerFiles = new PlayerFiles(this, 'PlayerFiles', {
      retain: config.retainData,
      corsOrigins: config.cors.origins,
    });
    this.playerRecords = new PlayerRecords(this, 'PlayerRecords', { retain: config.retainData, ...config.table });
    this.loginProviders = loginProviders(this, config, removalPolicy);
    this.identityPool = new IdentityPool(this, 'IdentityPool', {
      loginProviders: this.loginProviders,
      guestsEnabled: config.guests.enabled,
      basicFlowEnabled: config.basicFlow.enabled,
      removalPolicy,
    });

    this.output('IdentityPoolId', this.identityPool.identityPoolId, 'The identity pool that apps get credentials from');
    this.output('Region', this.region, 'The region that apps call');
    this.output('BucketName', this.playerFiles.bucketName, "The bucket of the players' files");
    this.output('TableName', this.playerRecords.tableName, "The table of the players' records");
    for (const { name, value, description } of this.loginProviders.flatMap(({ outputs }) => outputs)) {
      this.output(name, value, description);
    }
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
