import { clientNotFound, poolNotFound } from './errors';
import type { UserPool } from './user-pool';
import type { UserPoolClient } from './user-pool-client';

/** A pool, and the app client of it that a call names. */
export interface PoolClient {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
}

/** The user pools of the local account. */
export class UserPools {
  readonly #pools: readonly UserPool[];

  constructor(pools: readonly UserPool[]) {
    this.#pools = pools;
  }

  all(): readonly UserPool[] {
    return this.#pools;
  }

  find(poolId: string): UserPool | undefined {
    return this.#pools.find(({ id }) => id === poolId);
  }

  /** @param issuer `https://…`, as tokens have it in `iss` */
  ofIssuer(issuer: string): UserPool | undefined {
    return this.#pools.find((pool) => pool.issuer === issuer);
  }

  /** @param providerName its key in `Logins` */
  ofProvider(providerName: string): UserPool | undefined {
    return this.#pools.find((pool) => pool.providerName === providerName);
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
    const candidates = poolId === undefined ? this.#pools : [this.get(poolId)];
    for (const pool of candidates) {
      const client = pool.clients.get(clientId);
      if (client !== undefined) return { pool, client };
    }
    throw clientNotFound(clientId);
  }
}
