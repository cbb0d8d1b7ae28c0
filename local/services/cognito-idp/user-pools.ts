import type { Clock } from '../../shared/clock';
import type { MakeKeyPair } from '../../shared/key-pair';
import { inMemory } from '../../state/in-memory';
import type { AccountKeeper } from '../../state/persisted';
import type { DeployedPool } from './deployed-pool';
import { clientNotFound, poolNotFound } from './errors';
import { keptAs, keyOfRecord } from './kept/collections';
import { poolRecords } from './kept/pool-records';
import type { CodeDelivery } from './sent-code';
import { Tickets } from './tickets';
import { SignIns } from './tokens/sign-ins';
import { UserPoolKeys } from './tokens/user-pool-keys';
import type { TriggerRunner } from './triggers/triggers';
import type { UserPool, UserPoolConfiguration, UserPoolIdentity } from './user-pool';
import type { UserPoolClient } from './user-pool-client';
import { PretendedUsers } from './users/pretended-users';
import { Users } from './users/users';

/** What user pools are built with. */
export interface UserPoolDependencies {
  readonly clock: Clock;
  readonly deliver: CodeDelivery;
  /** What the pools sign with. @default new ones */
  readonly makeKeyPair?: MakeKeyPair;
  /** Told the names of key pairs that nobody signs with any more. @default nobody */
  readonly retireKeyPair?: (name: string) => void;
  /** @default nobody: the account ends with its process */
  readonly keeper?: AccountKeeper;
}

/** A pool, and the app client of it that a call names. */
export interface PoolClient {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
}

/** The user pools of the local account. Find a pool at each call: it may be gone at the next. */
export class UserPools {
  readonly #dependencies: UserPoolDependencies;
  readonly #pools = new Map<string, DeployedPool>();

  readonly keeper: AccountKeeper;
  /** Who runs the functions of triggers: nobody until the account's functions can run. */
  triggerRunner?: TriggerRunner;

  constructor(dependencies: UserPoolDependencies) {
    this.#dependencies = dependencies;
    this.keeper = dependencies.keeper ?? inMemory;
  }

  /** Makes a pool in which nobody is yet, without app clients and groups. */
  create(identity: UserPoolIdentity, configuration: UserPoolConfiguration): void {
    const { clock, deliver, makeKeyPair } = this.#dependencies;
    const { keeper } = this;
    const { id, naming } = identity;
    const changed = (collection: string) => (name: string) => keeper.changed(collection, keyOfRecord(id, name));
    this.#pools.set(id, {
      ...identity,
      ...configuration,
      clock,
      deliver,
      triggerRunner: () => this.triggerRunner,
      keeper,
      users: new Users(clock, naming, changed(keptAs.users)),
      signIns: new SignIns(clock, changed(keptAs.signIns)),
      challenges: new Tickets(clock),
      keys: new UserPoolKeys(id, makeKeyPair),
      pretendedUsers: new PretendedUsers(clock, naming, changed(keptAs.pretended)),
      clients: new Map(),
      groups: new Map(),
      brandings: new Map(),
      resourceServers: new Map(),
      identityProviders: new Map(),
      createdAt: clock.now(),
      modifiedAt: clock.now(),
    });
    keeper.changed(keptAs.pools, id);
  }

  /** Replaces what a template says of a pool; everything and everybody in it stays. */
  configure(poolId: string, configuration: UserPoolConfiguration): void {
    const pool = this.#pools.get(poolId);
    if (pool === undefined) return;
    Object.assign(pool, configuration, { modifiedAt: this.#dependencies.clock.now() });
    this.keeper.changed(keptAs.pools, poolId);
  }

  /** Ends a pool with everything and everybody in it. */
  delete(poolId: string): void {
    const pool = this.#pools.get(poolId);
    if (pool === undefined) return;
    this.#pools.delete(poolId);
    for (const name of pool.keys.names) this.#dependencies.retireKeyPair?.(name);
    // One that is made again by the same template has the same ID: nothing of this one may come back for it.
    for (const { collection, names } of poolRecords) {
      for (const name of names(pool)) this.keeper.changed(collection, keyOfRecord(poolId, name));
    }
    // Whoever waits for a function of it finds no app client when it answers.
    pool.clients.clear();
  }

  /** A pool for whoever deploys it. */
  deployed(poolId: string): DeployedPool | undefined {
    return this.#pools.get(poolId);
  }

  allDeployed(): Iterable<DeployedPool> {
    return this.#pools.values();
  }

  all(): readonly UserPool[] {
    return [...this.#pools.values()];
  }

  find(poolId: string): UserPool | undefined {
    return this.#pools.get(poolId);
  }

  /** @param issuer `https://…`, as tokens have it in `iss` */
  ofIssuer(issuer: string): UserPool | undefined {
    return this.all().find((pool) => pool.issuer === issuer);
  }

  /** @param providerName its key in `Logins` */
  ofProvider(providerName: string): UserPool | undefined {
    return this.all().find((pool) => pool.providerName === providerName);
  }

  /** @throws ServiceError when there is none */
  get(poolId: string): UserPool {
    const pool = this.find(poolId);
    if (pool === undefined) throw poolNotFound(poolId);
    return pool;
  }

  /**
   * @param poolId where the call names the pool too, the client must be its own
   * @throws ServiceError when there is none
   */
  client(clientId: string, poolId?: string): PoolClient {
    const candidates = poolId === undefined ? this.all() : [this.get(poolId)];
    for (const pool of candidates) {
      const client = pool.clients.get(clientId);
      if (client !== undefined) return { pool, client };
    }
    throw clientNotFound(clientId);
  }
}
