import type { Clock } from '../../shared/clock';
import type { MakeKeyPair } from '../../shared/key-pair';
import type { DeployedPool } from './deployed-pool';
import { clientNotFound, poolNotFound } from './errors';
import type { CodeDelivery } from './sent-code';
import { Tickets } from './tickets';
import { SignIns } from './tokens/sign-ins';
import { UserPoolKeys } from './tokens/user-pool-keys';
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

  constructor(dependencies: UserPoolDependencies) {
    this.#dependencies = dependencies;
  }

  /** Makes a pool in which nobody is yet, without app clients and groups. The making of its keys starts here. */
  create(identity: UserPoolIdentity, configuration: UserPoolConfiguration): void {
    const { clock, deliver, makeKeyPair } = this.#dependencies;
    const { id, naming } = identity;
    this.#pools.set(id, {
      ...identity,
      ...configuration,
      clock,
      deliver,
      users: new Users(clock, naming),
      signIns: new SignIns(clock),
      challenges: new Tickets(clock),
      keys: new UserPoolKeys(id, makeKeyPair),
      pretendedUsers: new PretendedUsers(clock, naming),
      clients: new Map(),
      groups: new Map(),
      brandings: new Map(),
      createdAt: clock.now(),
      modifiedAt: clock.now(),
    });
  }

  /** Replaces what a template says of a pool; everything and everybody in it stays. */
  configure(poolId: string, configuration: UserPoolConfiguration): void {
    const pool = this.#pools.get(poolId);
    if (pool !== undefined) Object.assign(pool, configuration, { modifiedAt: this.#dependencies.clock.now() });
  }

  /** Ends a pool with everything and everybody in it. */
  delete(poolId: string): void {
    this.#pools.delete(poolId);
  }

  /** A pool for whoever deploys it. */
  deployed(poolId: string): DeployedPool | undefined {
    return this.#pools.get(poolId);
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
