/**
 * The names that the constructs of the scores and their functions share: what only the deployment knows. What is known at synthesis goes
 * into the facts file of the function's bundle.
 */

/** Environment variables of both functions; each has those that it needs. */
export const environmentNames = {
  tableName: 'TABLE_NAME',
  bucketName: 'BUCKET_NAME',
  /** The one identity pool whose players are served. */
  identityPoolId: 'IDENTITY_POOL_ID',
  /** Absent where players have no accounts of a user pool. */
  userPoolId: 'USER_POOL_ID',
  /** The app clients whose ID tokens are taken, a space between two. */
  userPoolClientIds: 'USER_POOL_CLIENT_IDS',
  /** Absent where accounts are not this game's to delete. */
  deleteAccounts: 'DELETE_ACCOUNTS',
} as const;

/** Reads variables of the environment. */
export interface Variables {
  /** @throws Error naming the variable that is missing */
  required(name: string): string;
  optional(name: string): string | undefined;
}

/** The variables of an environment; an empty one is absent. */
export function variablesOf(environment: Readonly<Record<string, string | undefined>>): Variables {
  const optional = (name: string) => environment[name] || undefined;
  return {
    optional,
    required(name) {
      const value = optional(name);
      if (value === undefined) throw new Error(`The environment variable ${name} is missing.`);
      return value;
    },
  };
}
