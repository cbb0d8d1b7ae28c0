import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DataStack } from '../data/data-stack';

/**
 * A policy for a game's own servers: all boards and all ledgers, to read and to write. It is attached to nothing here; whoever runs the servers
 * attaches it to their role. A player's role never gets it.
 */
export class BackendPolicy extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { data, description }: { data: DataStack; description: string }) {
    super(scope, id);
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description,
      statements: data.playerRecords.backendStatements(),
    });
    this.arn = policy.managedPolicyArn;
  }
}
