import type { PersistedCollection } from '../../../state/persisted';
import type { UserPools } from '../user-pools';
import { keyOfRecord } from './collections';
import { type PoolRecords, poolRecords } from './pool-records';

/**
 * What players made of user pools: users, sign-ins, browsers that are signed in, and what keeps secret who exists. Challenges, codes and
 * forms of managed login that wait for an answer are not kept: they live minutes, and whoever is in the midst of signing in begins again.
 *
 * What belongs to a pool that is gone is dropped; a user's membership of a group, and a sign-in by an app client, go with those.
 */
export function keptUserPools(pools: UserPools): readonly PersistedCollection[] {
  return poolRecords.map((records) => collectionOf(pools, records));
}

function collectionOf(pools: UserPools, records: PoolRecords): PersistedCollection {
  const { collection, version } = records;
  return {
    name: collection,
    version,
    *keys() {
      for (const pool of pools.allDeployed()) {
        for (const name of records.names(pool)) yield keyOfRecord(pool.id, name);
      }
    },
    read(key) {
      const { poolId, name } = partsOf(key);
      const pool = pools.deployed(poolId);
      return pool === undefined ? undefined : records.read(pool, name);
    },
    restore(key, value) {
      const { poolId, name } = partsOf(key);
      const pool = pools.deployed(poolId);
      // What is not taken up is written as it is now: it must not come back with what it belonged to.
      if (pool === undefined || !records.restore(pool, name, value)) pools.keeper.changed(collection, key);
    },
  };
}

function partsOf(key: string): { readonly poolId: string; readonly name: string } {
  const end = key.indexOf('/');
  return end === -1 ? { poolId: key, name: '' } : { poolId: key.slice(0, end), name: key.slice(end + 1) };
}
