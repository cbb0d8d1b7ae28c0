import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { noted } from '../roles/noted-statement';
import type { Conditions } from '../roles/zone-name';
import { type FactsFile, handlerCode } from './bundle';

export interface BackendFunctionProps {
  /** The handler's folder in `lambda/`. */
  readonly folder: string;
  readonly facts: FactsFile;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly logRetentionDays: logs.RetentionDays;
}

/** A function of the game's backend, with a role and a log of its own. It may write its log, and whatever the role is granted. */
export class BackendFunction extends Construct {
  readonly role: iam.Role;
  readonly handler: lambda.Function;

  constructor(scope: Construct, id: string, props: BackendFunctionProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
    });
    this.allow('WriteLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    this.handler = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: handlerCode(props.folder, props.facts),
      role: this.role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
    });
  }

  /** Lets the function do this with one resource. */
  allow(sid: string, actions: readonly string[], resource: string, conditions: Conditions = {}): void {
    const statement = new iam.PolicyStatement({ sid, actions: [...actions], resources: [resource], conditions });
    this.role.addToPolicy(noted(this.role, statement));
  }
}
