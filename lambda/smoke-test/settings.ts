import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames } from './environment';
import { factsFile, type SmokeTestFacts } from './facts';

/** What the function is told at deployment. */
export interface SmokeTestEnvironment {
  readonly identityPoolId: string;
  readonly authenticatedRoleArn: string;
  /** Absent where guests are off. */
  readonly guestRoleArn?: string;
  readonly bucketName: string;
  readonly tableName: string;
  readonly playersSecretArn: string;
  /** Where the function may make a user to sign in as, and by which client. */
  readonly userPool?: { readonly id: string; readonly clientId: string };
  /** Provider name to key in `Logins`, where only the deployment knows it. */
  readonly loginsKeys: Readonly<Record<string, string>>;
  /** Role name to ARN of the roles that role mappings give. */
  readonly mappedRoleArns: Readonly<Record<string, string>>;
  /** Provider name to ARN of the roles that take a provider's own tokens. */
  readonly federatedRoleArns: Readonly<Record<string, string>>;
}

/** @throws Error naming the variable that is missing */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): SmokeTestEnvironment {
  const optional = (name: string) => variables[name] || undefined;
  const required = (name: string) => {
    const value = optional(name);
    if (value === undefined) throw new Error(`The environment variable ${name} is missing.`);
    return value;
  };
  const table = (name: string) => JSON.parse(optional(name) ?? '{}') as Record<string, string>;
  const userPoolId = optional(environmentNames.userPoolId);
  return {
    identityPoolId: required(environmentNames.identityPoolId),
    authenticatedRoleArn: required(environmentNames.authenticatedRoleArn),
    guestRoleArn: optional(environmentNames.guestRoleArn),
    bucketName: required(environmentNames.bucketName),
    tableName: required(environmentNames.tableName),
    playersSecretArn: required(environmentNames.playersSecretArn),
    ...(userPoolId !== undefined && {
      userPool: { id: userPoolId, clientId: required(environmentNames.userPoolClientId) },
    }),
    loginsKeys: table(environmentNames.loginsKeys),
    mappedRoleArns: table(environmentNames.mappedRoleArns),
    federatedRoleArns: table(environmentNames.federatedRoleArns),
  };
}

/**
 * Reads the facts beside the handler.
 *
 * @throws Error when the file is missing or of another schema
 */
export function readFacts(directory: string): SmokeTestFacts {
  const facts = JSON.parse(readFileSync(join(directory, factsFile), 'utf8')) as SmokeTestFacts;
  if (facts.schemaVersion !== 2) throw new Error(`${factsFile}: this handler reads schema version 2.`);
  return facts;
}
