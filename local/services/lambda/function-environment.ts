import type { IssuerTable } from '../../identities/issuer-fetch';
import type { SessionCredentials } from '../../sessions/session';
import type { LambdaFunction } from './lambda-function';
import type { Outcome } from './outcome';

/** One event for a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** The ARN that the caller used, qualifier included. */
  readonly arn: string;
  readonly clientContext?: unknown;
}

/** Where a function's process reaches whoever waits for its answer about a custom resource. */
export interface ResponseAddress {
  /** The host of `ResponseURL`, a name of S3's: nobody but that process takes it to be here. */
  readonly host: string;
  /** On this machine. */
  readonly port: number;
  /** Whom to trust for it, in PEM. */
  readonly certificate: string;
}

/** What a function is started with. */
export interface FunctionEnvironmentOptions {
  /** `$LATEST` or a published number. */
  readonly version: string;
  readonly credentials: SessionCredentials;
  readonly endpointUrl: string;
  readonly issuers: IssuerTable;
  /** Where it reaches whoever waits for a custom resource's answer. Absent: nobody does. */
  readonly responses?: ResponseAddress;
  readonly log: (functionName: string, line: string) => void;
}

/** Where a function runs: it takes one event at a time. */
export interface FunctionEnvironment {
  /** Never rejects: whatever goes wrong in the function is an outcome. */
  invoke(invocation: Invocation): Promise<Outcome>;
  /** Ends it at once, and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a function that is to take its first event. */
export type StartFunction = (lambda: LambdaFunction, options: FunctionEnvironmentOptions) => FunctionEnvironment;
