/** What of user pools is kept by what name; keys begin with the pool's ID. */
export const keptAs = {
  /** The dates of a pool, its app clients and its groups, and what its answers about nobody follow from. */
  pools: 'user-pools',
  users: 'user-pool-users',
  signIns: 'user-pool-sign-ins',
  /** What is counted of users who do not exist. */
  pretended: 'user-pool-pretended-users',
  /** Browsers in which somebody is signed in at managed login. */
  browsers: 'managed-login-browsers',
} as const;

/** The key of a record: the pool's ID, and its own name behind it. */
export function keyOfRecord(poolId: string, name: string): string {
  return name === '' ? poolId : `${poolId}/${name}`;
}
