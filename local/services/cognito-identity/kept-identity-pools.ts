import type { PersistedCollection } from '../../state/persisted';
import { type IdentityPools, identityPoolsName, type PoolMemory } from './identity-pools';

/** What identity pools remember beside what their templates say now. What a pool remembered that is gone is dropped. */
export function keptIdentityPools(pools: IdentityPools): PersistedCollection<PoolMemory> {
  return {
    name: identityPoolsName,
    version: 1,
    keys: () => pools.ids().filter((id) => pools.memoryOf(id) !== undefined),
    read: (id) => pools.memoryOf(id),
    restore(id, memory) {
      if (pools.has(id)) pools.remember(id, memory);
      else pools.keeper.changed(identityPoolsName, id);
    },
  };
}
