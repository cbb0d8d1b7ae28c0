import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../shared/clock';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** How many entries of all kinds are kept: tens of thousands of sign-ins. The oldest go first. */
const mostEntries = 100_000;

/** What the identity provider remembers: sessions, grants, codes, tokens. In memory, each until it expires. */
export class IdentityProviderStore {
  readonly #clock: Clock;
  readonly #limit: number;
  /** In the order in which they were written, so that the first is the oldest. */
  readonly #entries = new Map<string, Entry>();
  readonly #keysByGrant = new Map<string, Set<string>>();
  readonly #sessionByUid = new Map<string, string>();

  constructor(clock: Clock, limit = mostEntries) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** The number of entries kept, expired ones that nobody asked for included. */
  get size(): number {
    return this.#entries.size;
  }

  /** What `oidc-provider` calls for one kind of thing (`Session`, `RefreshToken` …). */
  readonly adapter = (kind: string): Adapter => ({
    upsert: async (id, payload, expiresIn) => this.#put(`${kind}:${id}`, payload, expiresIn),
    find: async (id) => this.#find(`${kind}:${id}`),
    findByUid: async (uid) => this.#find(this.#sessionByUid.get(uid) ?? ''),
    // The device flow, the only one with user codes, is off.
    findByUserCode: async () => undefined,
    destroy: async (id) => this.#remove(`${kind}:${id}`),
    consume: async (id) => {
      const entry = this.#entries.get(`${kind}:${id}`);
      if (entry !== undefined) entry.payload.consumed = Math.floor(this.#clock.now() / 1000);
    },
    revokeByGrantId: async (grantId) => {
      for (const key of [...(this.#keysByGrant.get(grantId) ?? [])]) this.#remove(key);
    },
  });

  #put(key: string, payload: AdapterPayload, expiresIn: number | undefined): void {
    this.#remove(key);
    this.#entries.set(key, { payload, expires: this.#clock.now() + (expiresIn ?? Infinity) * 1000 });
    if (payload.uid !== undefined) this.#sessionByUid.set(payload.uid, key);
    if (payload.grantId !== undefined) {
      const keys = this.#keysByGrant.get(payload.grantId) ?? new Set();
      this.#keysByGrant.set(payload.grantId, keys.add(key));
    }
    if (this.#entries.size > this.#limit) this.#makeRoom();
  }

  #find(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expires > this.#clock.now()) return entry.payload;
    this.#remove(key);
    return undefined;
  }

  #remove(key: string): void {
    const payload = this.#entries.get(key)?.payload;
    if (payload === undefined) return;
    this.#entries.delete(key);
    if (payload.uid !== undefined && this.#sessionByUid.get(payload.uid) === key)
      this.#sessionByUid.delete(payload.uid);
    const keys = payload.grantId === undefined ? undefined : this.#keysByGrant.get(payload.grantId);
    if (keys?.delete(key) && keys.size === 0 && payload.grantId !== undefined)
      this.#keysByGrant.delete(payload.grantId);
  }

  /** Drops what has expired; when that is not enough, the oldest tenth. */
  #makeRoom(): void {
    const now = this.#clock.now();
    for (const [key, { expires }] of this.#entries) if (expires <= now) this.#remove(key);
    if (this.#entries.size <= this.#limit) return;
    let surplus = this.#entries.size - Math.floor(this.#limit * 0.9);
    for (const key of this.#entries.keys()) {
      if (surplus-- <= 0) return;
      this.#remove(key);
    }
  }
}
