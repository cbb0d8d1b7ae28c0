import type { DeployedPool } from '../deployed-pool';
import type { Dates } from '../user-pool-client';

type DatesRecord = readonly [key: string, createdAt: number, modifiedAt: number];

/** What is kept of a pool beside its people: what it is, its template says. */
export interface PoolRecord extends Dates {
  /** Base 64. */
  readonly pretendedKey: string;
  readonly clients: readonly DatesRecord[];
  readonly groups: readonly DatesRecord[];
  readonly identityProviders: readonly DatesRecord[];
}

/** How a pool is kept. */
export function recordOfPool(pool: DeployedPool): PoolRecord {
  const { createdAt, modifiedAt, pretendedUsers, clients, groups, identityProviders } = pool;
  return {
    createdAt,
    modifiedAt,
    pretendedKey: pretendedUsers.key.toString('base64'),
    clients: datesOfAll(clients),
    groups: datesOfAll(groups),
    identityProviders: datesOfAll(identityProviders),
  };
}

/** Gives a pool back what it was kept with; app clients, groups and identity providers that it has no longer are passed over. */
export function restorePool(pool: DeployedPool, record: PoolRecord): void {
  const { createdAt, modifiedAt, pretendedKey, clients, groups, identityProviders } = record;
  Object.assign(pool, { createdAt, modifiedAt });
  pool.pretendedUsers.key = Buffer.from(pretendedKey, 'base64');
  restoreDates(pool.clients, clients);
  restoreDates(pool.groups, groups);
  restoreDates(pool.identityProviders, identityProviders);
}

function datesOfAll(all: ReadonlyMap<string, Dates>): readonly DatesRecord[] {
  return [...all].map(([key, { createdAt, modifiedAt }]) => [key, createdAt, modifiedAt]);
}

function restoreDates<Dated extends Dates>(all: Map<string, Dated>, records: readonly DatesRecord[]): void {
  for (const [key, createdAt, modifiedAt] of records) {
    const one = all.get(key);
    if (one !== undefined) all.set(key, { ...one, createdAt, modifiedAt });
  }
}
