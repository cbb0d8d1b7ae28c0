import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GameFederationConfig } from '../config/schema';
import { PlayerFiles } from './player-files';
import { PlayerRecords } from './player-records';

export interface DataStackProps extends StackProps {
  readonly config: GameFederationConfig;
}

/**
 * The players' files and records, and nothing else. Nothing in it depends on a login provider, a flow or a role, so that no change of
 * those touches an export that the federation stack has in use: CloudFormation refuses to change or remove such an export
 * (**documented**).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export class DataStack extends Stack {
  readonly playerFiles: PlayerFiles;
  readonly playerRecords: PlayerRecords;

  constructor(scope: Construct, id: string, { config, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: config.protect });
    this.playerFiles = new PlayerFiles(this, 'PlayerFiles', {
      retain: config.retainData,
      corsOrigins: config.cors.origins,
      presignedUrls: config.presignedUrls,
      ...config.files,
    });
    this.playerRecords = new PlayerRecords(this, 'PlayerRecords', {
      retain: config.retainData,
      protect: config.protect,
      forgets: config.scores !== undefined,
      ...config.table,
    });
    new CfnOutput(this, 'BucketName', {
      value: this.playerFiles.bucketName,
      description: "The bucket of the players' files",
    });
    new CfnOutput(this, 'TableName', {
      value: this.playerRecords.tableName,
      description: "The table of the players' records",
    });
  }
}
