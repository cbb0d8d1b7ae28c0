import { randomUUID } from 'node:crypto';
import type { Clock } from '../shared/clock';
import { inMemory } from '../state/in-memory';
import type { AccountKeeper } from '../state/persisted';
import { Identity, type LinkedLogin, noLogins } from './identity';

/** What identities are kept as; their records' keys are their IDs. */
export const identitiesCollection = 'identities';

/** The identities of one pool. */
interface PoolIdentities {
  /** One string, which all of them share. */
  readonly id: string;
  /** In the order in which they came. */
  readonly identities: Map<string, Identity>;
  /** By provider, by subject. */
  readonly byLogin: Map<string, Map<string, Identity>>;
}

/** Everything of an identity. */
export type KeptIdentity = Pick<Identity, 'id' | 'poolId' | 'created' | 'modified' | 'disabled' | 'logins'>;

/**
 * Who is who: (pool, provider, subject) ↔ identity ID. It knows no rules, only keeps both directions in step; the rules are in
 * `identity-rules.ts`. In memory, lean: a guest is one object and one entry.
 */
export class IdentityStore {
  readonly #clock: Clock;
  readonly #pools = new Map<string, PoolIdentities>();
  readonly keeper: AccountKeeper;

  constructor(clock: Clock, keeper: AccountKeeper = inMemory) {
    this.#clock = clock;
    this.keeper = keeper;
  }

  /**
   * A new identity.
   *
   * @param poolId `region:uuid`; the identity ID has the same region (documented)
   */
  create(poolId: string, logins: readonly LinkedLogin[] = noLogins): Identity {
    const id = flat(`${poolId.slice(0, poolId.indexOf(':'))}:${randomUUID()}`);
    const identity = new Identity(id, poolId, this.#clock.now());
    this.#pool(poolId).identities.set(identity.id, identity);
    if (logins.length > 0) this.link(identity, logins);
    this.#changed(identity);
    return identity;
  }

  /** The identity, disabled or not. */
  find(identityId: string): Identity | undefined {
    const region = identityId.slice(0, identityId.indexOf(':'));
    for (const [poolId, pool] of this.#pools) {
      if (!poolId.startsWith(`${region}:`)) continue;
      const identity = pool.identities.get(identityId);
      if (identity !== undefined) return identity;
    }
    return undefined;
  }

  findByLogin(poolId: string, login: LinkedLogin): Identity | undefined {
    return this.#pools.get(poolId)?.byLogin.get(login.provider)?.get(login.subject);
  }

  /** Links logins that are linked to no other identity; those that are this identity's already stay so. */
  link(identity: Identity, logins: readonly LinkedLogin[]): void {
    const added = this.#take(identity, logins);
    if (added.length === 0) return;
    identity.logins = [...identity.logins, ...added];
    identity.modified = this.#clock.now();
    this.#changed(identity);
  }

  unlink(identity: Identity, logins: readonly LinkedLogin[]): void {
    const { byLogin } = this.#pool(identity.poolId);
    const kept = identity.logins.filter(
      (own) => !logins.some(({ provider, subject }) => own.provider === provider && own.subject === subject),
    );
    for (const own of identity.logins) {
      if (!kept.includes(own)) byLogin.get(own.provider)?.delete(own.subject);
    }
    identity.logins = kept.length === 0 ? noLogins : kept;
    identity.modified = this.#clock.now();
    this.#changed(identity);
  }

  /** Unlinks, and disables the identity if it was its last login: it must not turn into a guest's, whose ID alone opens it. */
  unlinkAndClose(identity: Identity, logins: readonly LinkedLogin[]): void {
    this.unlink(identity, logins);
    if (identity.guest) this.disable(identity);
  }

  disable(identity: Identity): void {
    identity.disabled = true;
    identity.modified = this.#clock.now();
    this.#changed(identity);
  }

  delete(identity: Identity): void {
    this.unlink(identity, identity.logins);
    this.#pool(identity.poolId).identities.delete(identity.id);
    this.#changed(identity);
  }

  /** Forgets every identity of a pool that is gone. */
  deletePool(poolId: string): void {
    const gone = this.#pools.get(poolId)?.identities.keys() ?? [];
    this.#pools.delete(poolId);
    // A pool that is made again by the same template has the same ID: none of them may come back for it.
    for (const id of gone) this.keeper.changed(identitiesCollection, id);
  }

  /** All identities, a pool's in the order in which they came. */
  *all(): Iterable<Identity> {
    for (const { identities } of this.#pools.values()) yield* identities.values();
  }

  /** Takes an identity that was made in an earlier process, as it was then. */
  restore(kept: KeptIdentity): void {
    const pool = this.#pool(kept.poolId);
    const identity = new Identity(kept.id, pool.id, kept.created);
    pool.identities.set(identity.id, identity);
    identity.modified = kept.modified;
    identity.disabled = kept.disabled;
    if (kept.logins.length > 0) identity.logins = this.#take(identity, kept.logins);
  }

  /** A pool's identities in the order in which they came. */
  inPool(poolId: string): Iterable<Identity> {
    return this.#pools.get(poolId)?.identities.values() ?? [];
  }

  /** The logins among these that are not the identity's yet: from now on it is found by them. */
  #take(identity: Identity, logins: readonly LinkedLogin[]): readonly LinkedLogin[] {
    const { byLogin } = this.#pool(identity.poolId);
    const added: LinkedLogin[] = [];
    for (const { provider, subject } of logins) {
      const subjects = byLogin.get(provider) ?? new Map<string, Identity>();
      byLogin.set(provider, subjects);
      const owner = subjects.get(subject);
      if (owner === identity) continue;
      if (owner !== undefined) throw new Error('a login belongs to one identity');
      subjects.set(subject, identity);
      added.push({ provider, subject });
    }
    return added;
  }

  #changed({ id }: Identity): void {
    this.keeper.changed(identitiesCollection, id);
  }

  #pool(poolId: string): PoolIdentities {
    const known = this.#pools.get(poolId);
    if (known !== undefined) return known;
    const pool: PoolIdentities = { id: poolId, identities: new Map(), byLogin: new Map() };
    this.#pools.set(poolId, pool);
    return pool;
  }
}

/**
 * The same string in one piece. V8 keeps what was put together as a tree of its parts, ten times as large, and a UUID is put
 * together from twenty.
 */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
