import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames, nameSeparator } from './environment';
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
  /** Where the function may make a user to sign in as, by which client, and by which client of an app, where there is one to try. */
  readonly userPool?: { readonly id: string; readonly clientId: string; readonly appClientId?: string };
  /** What scores are sent to, without a slash at its end. Absent where the stage takes none. */
  readonly scoresUrl?: string;
  /** Provider name to key in `Logins`, where only the deployment knows it. */
  readonly loginsKeys: Readonly<Record<string, string>>;
  /** Role name to ARN of the roles that role mappings give. */
  readonly mappedRoleArns: Readonly<Record<string, string>>;
  /** Provider name to ARN of the roles that take a provider's own tokens. */
  readonly federatedRoleArns: Readonly<Record<string, string>>;
}

/**
 * What the function is told at deployment, and what follows from it and from the facts.
 *
 * @throws Error naming the variable that is missing, or that names other roles than the facts
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  facts: SmokeTestFacts,
): SmokeTestEnvironment {
  const optional = (name: string) => variables[name] || undefined;
  const required = (name: string) => {
    const value = optional(name);
    if (value === undefined) throw new Error(`The environment variable ${name} is missing.`);
    return value;
  };
  const identityPoolId = required(environmentNames.identityPoolId);
  const authenticatedRoleArn = required(environmentNames.authenticatedRoleArn);
  // One stack makes all roles, so what stands before their names is the same.
  const beforeName = authenticatedRoleArn.slice(0, authenticatedRoleArn.lastIndexOf('/') + 1);
  const roles = (variable: string, owners: readonly { readonly name: string }[] = []) => {
    const names = optional(variable)?.split(nameSeparator) ?? [];
    if (names.length !== owners.length) {
      throw new Error(`The environment variable ${variable} names ${names.length} roles, the facts ${owners.length}.`);
    }
    return Object.fromEntries(owners.map(({ name }, index) => [name, `${beforeName}${names[index]}`]));
  };
  const userPoolId = optional(environmentNames.userPoolId);
  const appClientId = optional(environmentNames.appClientId);
  return {
    identityPoolId,
    authenticatedRoleArn,
    guestRoleArn: optional(environmentNames.guestRoleArn),
    bucketName: required(environmentNames.bucketName),
    tableName: required(environmentNames.tableName),
    playersSecretArn: required(environmentNames.playersSecretArn),
    ...(userPoolId !== undefined && {
      userPool: {
        id: userPoolId,
        clientId: required(environmentNames.userPoolClientId),
        ...(appClientId !== undefined && { appClientId }),
      },
    }),
    ...(facts.scores !== undefined && { scoresUrl: required(environmentNames.scoresUrl) }),
    loginsKeys: loginsKeys(facts, authenticatedRoleArn, userPoolId),
    mappedRoleArns: roles(environmentNames.mappedRoleNames, facts.namedRoles),
    federatedRoleArns: roles(environmentNames.federatedRoleNames, facts.federated?.providers),
  };
}

/**
 * The keys of `Logins` that hold an account or an ID which CloudFormation makes. A pool takes SAML providers of its own account alone, whose
 * ARNs begin as its roles' do.
 */
function loginsKeys(
  { samlProviders = [], userPool }: SmokeTestFacts,
  roleArn: string,
  userPoolId: string | undefined,
): Record<string, string> {
  const iam = roleArn.slice(0, roleArn.indexOf(':role/') + 1);
  const saml = samlProviders.map(({ name, providerName }) => [name, `${iam}saml-provider/${providerName}`]);
  const poolKey = userPool && (userPool.loginsKey ?? (userPoolId === undefined ? undefined : poolsKey(userPoolId)));
  return Object.fromEntries([...saml, ...(userPool && poolKey !== undefined ? [[userPool.name, poolKey]] : [])]);
}

/** A pool's ID begins with its region. */
function poolsKey(userPoolId: string): string {
  return `cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`;
}

/**
 * Reads the facts beside the handler.
 *
 * @throws Error when the file is missing or of another schema
 */
export function readFacts(directory: string): SmokeTestFacts {
  const facts = JSON.parse(readFileSync(join(directory, factsFile), 'utf8')) as SmokeTestFacts;
  if (facts.schemaVersion !== 3) throw new Error(`${factsFile}: this handler reads schema version 3.`);
  return facts;
}
