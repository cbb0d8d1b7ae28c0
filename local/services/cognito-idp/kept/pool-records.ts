import type { DeployedPool } from '../deployed-pool';
import type { KeptBrowserSession } from '../managed-login/browser-sessions';
import type { KeptSignIn } from '../tokens/sign-ins';
import { keptAs } from './collections';
import { type PoolRecord, recordOfPool, restorePool } from './pool-record';
import {
  type CountsRecord,
  countsOf,
  countsOfRecord,
  recordOfUser,
  type UserRecord,
  userOfRecord,
} from './user-record';

/** One kind of records of a pool. */
export interface PoolRecords<Value = unknown> {
  readonly collection: string;
  /** Of the values' form. */
  readonly version: number;
  /** The records' own names within the pool. */
  names(pool: DeployedPool): Iterable<string>;
  read(pool: DeployedPool, name: string): Value | undefined;
  /** @returns whether all of it is taken up: what belongs to something that the pool has no longer is not */
  restore(pool: DeployedPool, name: string, value: Value): boolean;
}

const ofPool: PoolRecords<PoolRecord> = {
  collection: keptAs.pools,
  version: 2,
  names: () => [''],
  read: recordOfPool,
  restore(pool, _name, value) {
    restorePool(pool, value);
    return [
      ...value.clients.map(([id]) => pool.clients.has(id)),
      ...value.groups.map(([id]) => pool.groups.has(id)),
      ...value.identityProviders.map(([name]) => pool.identityProviders.has(name)),
    ].every(Boolean);
  },
};

const ofUsers: PoolRecords<UserRecord> = {
  collection: keptAs.users,
  version: 1,
  *names({ users }) {
    for (const { sub } of users.all()) yield sub;
  },
  read({ users }, sub) {
    const user = users.bySub(sub);
    return user === undefined ? undefined : recordOfUser(user);
  },
  restore(pool, sub, value) {
    // Nobody belongs to a later group of the same name.
    const groups = value.groups.filter((name) => pool.groups.has(name));
    pool.users.restore(userOfRecord(sub, { ...value, groups }));
    return groups.length === value.groups.length;
  },
};

const ofSignIns: PoolRecords<Omit<KeptSignIn, 'id'>> = {
  collection: keptAs.signIns,
  version: 1,
  names: ({ signIns }) => signIns.ids(),
  read({ signIns }, name) {
    const { id, ...rest } = signIns.kept(name) ?? {};
    return id === undefined ? undefined : (rest as Omit<KeptSignIn, 'id'>);
  },
  restore({ signIns, clients }, id, value) {
    // With an app client its sign-ins end; those of a user who is gone are refused as ever.
    if (!clients.has(value.clientId)) return false;
    signIns.restore({ id, ...value });
    return true;
  },
};

const ofPretendedUsers: PoolRecords<CountsRecord & { readonly changedAt: number }> = {
  collection: keptAs.pretended,
  version: 1,
  names: ({ pretendedUsers }) => pretendedUsers.counted(),
  read({ pretendedUsers }, id) {
    const { user, changedAt } = pretendedUsers.countedOne(id) ?? {};
    return user === undefined || changedAt === undefined ? undefined : { ...countsOf(user), changedAt };
  },
  restore({ pretendedUsers }, id, value) {
    pretendedUsers.restore(id, countsOfRecord(value), value.changedAt);
    return true;
  },
};

const ofBrowsers: PoolRecords<KeptBrowserSession> = {
  collection: keptAs.browsers,
  version: 1,
  names: ({ managedLogin }) => managedLogin?.browserSessions.digests() ?? [],
  read: ({ managedLogin }, digest) => managedLogin?.browserSessions.kept(digest),
  restore({ managedLogin }, digest, value) {
    managedLogin?.browserSessions.restore(digest, value);
    return managedLogin !== undefined;
  },
};

/** All kinds, in the order of restoring: pretended users follow from the pool's key. */
export const poolRecords = [ofPool, ofUsers, ofSignIns, ofPretendedUsers, ofBrowsers] as readonly PoolRecords[];
