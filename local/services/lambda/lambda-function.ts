import type { DeploymentTarget } from '../../../assembly/types';

/** A Lambda function of a template, ready to be run. */
export interface LambdaFunction extends DeploymentTarget {
  readonly name: string;
  /** Without qualifier. */
  readonly arn: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  /** `index.handler` */
  readonly handler: string;
  /** The directory that the assembly holds as its code. */
  readonly codeDirectory: string;
  /** The execution role. */
  readonly roleArn: string;
  /** The template's variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly logGroupName: string;
  /** Absent: as many at once as the local cloud runs for any function. */
  readonly reservedConcurrency?: number;
  readonly tags: ReadonlyMap<string, string>;
  /** The version numbers published of it, `$LATEST` aside. */
  readonly versions: ReadonlySet<string>;
  /** Statements of its resource policy, by qualified or unqualified ARN. */
  readonly permissions: readonly PermissionStatement[];
  /** Where to look, for error messages. */
  readonly place: string;
}

/** What an `AWS::Lambda::Permission` grants. */
export interface PermissionStatement {
  /** The function's ARN, with the qualifier that the permission names. */
  readonly resource: string;
  /** A statement of IAM's policy language. */
  readonly statement: Readonly<Record<string, unknown>>;
}
