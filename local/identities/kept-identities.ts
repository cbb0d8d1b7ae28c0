import type { PersistedCollection } from '../state/persisted';
import type { LinkedLogin } from './identity';
import { type IdentityStore, identitiesCollection } from './identity-store';

/** An identity as it is kept: most are guests, of whom there is little to say. */
interface IdentityRecord {
  readonly pool: string;
  /** Milliseconds since the epoch, as the next. */
  readonly created: number;
  /** Absent: not changed since it was made. */
  readonly modified?: number;
  readonly disabled?: true;
  /** Absent: a guest's. */
  readonly logins?: readonly LinkedLogin[];
}

/**
 * Identities with their logins, by identity ID. Those of a pool that is gone are dropped.
 *
 * @param isPool whether there is an identity pool of this ID
 */
export function keptIdentities(
  identities: IdentityStore,
  isPool: (poolId: string) => boolean,
): PersistedCollection<IdentityRecord> {
  return {
    name: identitiesCollection,
    version: 1,
    *keys() {
      for (const { id } of identities.all()) yield id;
    },
    read(id) {
      const identity = identities.find(id);
      if (identity === undefined) return undefined;
      const { poolId: pool, created, modified, disabled, logins, guest } = identity;
      return {
        pool,
        created,
        ...(modified === created ? {} : { modified }),
        ...(disabled ? { disabled } : {}),
        ...(guest ? {} : { logins }),
      };
    },
    restore(id, { pool, created, modified = created, disabled = false, logins = [] }) {
      if (isPool(pool)) identities.restore({ id, poolId: pool, created, modified, disabled, logins });
      else identities.keeper.changed(identitiesCollection, id);
    },
  };
}
