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

/** What a function is started with. */
export interface FunctionEnvironmentOptions {
  /** `$LATEST` or a published number. */
  readonly version: string;
  readonly credentials: SessionCredentials;
  readonly endpointUrl: string;
  readonly issuers: IssuerTable;
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
