import type { DeploymentTarget } from '../../../assembly/types';

/** A version of a Lambda function, `$LATEST` or published: its code and its configuration, ready to be run. They never change. */
export interface LambdaFunction extends DeploymentTarget {
  readonly name: string;
  /** Without qualifier. */
  readonly arn: string;
  /** Another one after each change of code or configuration. */
  readonly revision: string;
  /** When it became as it is, in milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** `nodejs24.x` */
  readonly runtime: string;
  /** `index.handler` */
  readonly handler: string;
  /** The directory that holds its code. */
  readonly codeDirectory: string;
  /** The execution role. */
  readonly roleArn: string;
  /** The template's variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly logGroupName: string;
  /** The function's, as it is now, whatever its versions. Absent: as many at once as the local cloud runs for any function. */
  readonly reservedConcurrency?: number;
  /** What its template says that changes nothing of what it does here, under the names of the API. */
  readonly described?: Readonly<Record<string, unknown>>;
  /** Where to look, for error messages. */
  readonly place: string;
}

/** What a deployment asks of a function. */
export interface DesiredFunction {
  readonly configuration: Omit<LambdaFunction, 'revision' | 'modifiedAt' | 'reservedConcurrency'>;
  /** All that a version keeps, as text: two functions that differ in it have different versions. */
  readonly versioned: string;
  readonly reservedConcurrency?: number;
  readonly tags: ReadonlyMap<string, string>;
}

/** A version as it is deployed. */
export interface Version {
  readonly lambda: LambdaFunction;
  /** {@link DesiredFunction.versioned} */
  readonly versioned: string;
}

/** A function with its versions. */
export interface DeployedFunction {
  desired: DesiredFunction;
  /** By number, and `$LATEST`. */
  readonly versions: Map<string, Version>;
}

/** What an `AWS::Lambda::Permission` grants. */
export interface PermissionStatement {
  /** Its ID in the function's policy. */
  readonly id: string;
  /** The function's ARN, with the qualifier that the permission names. */
  readonly resource: string;
  /** A statement of IAM's policy language. */
  readonly statement: Readonly<Record<string, unknown>>;
}
