import type { CompiledPolicy } from '../../../policy/compile';
import { guestSessionPolicies } from '../../../policy/guest-session-policy';
import type { LoginVerifier } from '../../identities/login-verifier';
import { inMemory } from '../../state/in-memory';
import type { AccountKeeper } from '../../state/persisted';
import type { IdentityPool, PoolIdentity, PoolRoles, PoolSettings } from './identity-pool';
import { type LoginVerifierDependencies, oidcVerifier, publicVerifier, samlVerifier } from './login-verifiers';
import type { TagMap } from './principal-tags';
import { type UserPoolProvider, type UserPoolVerifierDependencies, userPoolVerifiers } from './user-pool-verifiers';

/** What pools verify logins with. */
export interface PoolDependencies extends LoginVerifierDependencies, UserPoolVerifierDependencies {
  /** @default nobody: the account ends with its process */
  readonly keeper?: AccountKeeper;
}

/** What a pool remembers, whatever its template says by now. */
export interface PoolMemory {
  readonly developerProviderName?: string;
  /** Names of its user pools that are, or were, the account's. */
  readonly ownUserPools?: readonly string[];
}

export const identityPoolsName = 'identity-pools';

interface StoredPool {
  readonly identity: PoolIdentity;
  readonly guestCeiling: readonly CompiledPolicy[];
  settings: PoolSettings;
  /** Names of its user pools that are, or were, the account's. */
  ownUserPools: ReadonlySet<string>;
  attached: PoolRoles | undefined;
  /** By the provider's name there. */
  readonly principalTags: Map<string, TagMap>;
}

const noRoles: PoolRoles = { roles: {}, roleMappings: new Map() };

/** The identity pools of the account. Their providers are looked up at each call: IAM's and the user pools change by themselves. */
export class IdentityPools {
  readonly #dependencies: PoolDependencies;
  readonly #pools = new Map<string, StoredPool>();
  readonly keeper: AccountKeeper;

  constructor(dependencies: PoolDependencies) {
    this.#dependencies = dependencies;
    this.keeper = dependencies.keeper ?? inMemory;
  }

  ids(): readonly string[] {
    return [...this.#pools.keys()];
  }

  has(poolId: string): boolean {
    return this.#pools.has(poolId);
  }

  get(poolId: string): IdentityPool | undefined {
    const stored = this.#pools.get(poolId);
    if (stored === undefined) return undefined;
    const { identity, guestCeiling, settings, ownUserPools, attached = noRoles, principalTags } = stored;
    const verifiers = () => this.#verifiers(settings, ownUserPools);
    return {
      ...identity,
      ...settings,
      ...attached,
      principalTags,
      guestCeiling,
      get logins() {
        return new Map(verifiers().map((verifier) => [verifier.provider, verifier]));
      },
    };
  }

  all(): readonly IdentityPool[] {
    return [...this.#pools.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** Whether a user pool is the account's and lacks an app client, which nobody can sign in through. */
  lacksClient({ ProviderName, ClientId }: UserPoolProvider): boolean {
    return this.#dependencies.userPools?.ofProvider(ProviderName)?.clients.has(ClientId) === false;
  }

  /** One verifier for each provider of these settings that exists; a provider named twice has two. */
  verifiersFor(settings: PoolSettings): readonly LoginVerifier[] {
    return this.#verifiers(settings, new Set());
  }

  /** A new pool, without roles. */
  add(identity: PoolIdentity, settings: PoolSettings): void {
    this.#pools.set(identity.id, {
      identity,
      guestCeiling: guestSessionPolicies(identity.region),
      settings,
      ownUserPools: this.#ownUserPools(settings),
      attached: undefined,
      principalTags: new Map(),
    });
    this.#changed(identity.id);
  }

  /** Roles and tags stay. */
  change(poolId: string, settings: PoolSettings): void {
    const pool = this.#get(poolId);
    pool.settings = settings;
    pool.ownUserPools = new Set([...pool.ownUserPools, ...this.#ownUserPools(settings)]);
    this.#changed(poolId);
  }

  /** Undefined where there is nothing to remember. */
  memoryOf(poolId: string): PoolMemory | undefined {
    const pool = this.#pools.get(poolId);
    const developerProviderName = pool?.settings.developerProviderName;
    const ownUserPools = [...(pool?.ownUserPools ?? [])];
    if (developerProviderName === undefined && ownUserPools.length === 0) return undefined;
    return {
      ...(developerProviderName === undefined ? {} : { developerProviderName }),
      ...(ownUserPools.length === 0 ? {} : { ownUserPools }),
    };
  }

  /** Gives a pool back what it remembered. */
  remember(poolId: string, { developerProviderName, ownUserPools = [] }: PoolMemory): void {
    const pool = this.#get(poolId);
    pool.ownUserPools = new Set([...ownUserPools, ...pool.ownUserPools]);
    if (developerProviderName !== undefined) pool.settings = { ...pool.settings, developerProviderName };
  }

  /** Roles and tags go with it. */
  delete(poolId: string): void {
    if (this.#pools.delete(poolId)) this.#changed(poolId);
  }

  /** Whether roles were attached. */
  hasRoles(poolId: string): boolean {
    return this.#pools.get(poolId)?.attached !== undefined;
  }

  attachRoles(poolId: string, roles: PoolRoles): void {
    this.#get(poolId).attached = roles;
  }

  /** Takes its roles from a pool, if it is there. */
  detachRoles(poolId: string): void {
    const pool = this.#pools.get(poolId);
    if (pool !== undefined) pool.attached = undefined;
  }

  /** @param provider as {@link LoginVerifier.principalTagKey} */
  setPrincipalTags(poolId: string, provider: string, tags: TagMap): void {
    this.#get(poolId).principalTags.set(provider, tags);
  }

  /** Takes a provider's tags from a pool, if it is there. */
  clearPrincipalTags(poolId: string, provider: string): void {
    this.#pools.get(poolId)?.principalTags.delete(provider);
  }

  #changed(poolId: string): void {
    this.keeper.changed(identityPoolsName, poolId);
  }

  #get(poolId: string): StoredPool {
    const pool = this.#pools.get(poolId);
    if (pool === undefined) throw new Error(`there is no identity pool ${poolId}`);
    return pool;
  }

  #verifiers(settings: PoolSettings, ownUserPools: ReadonlySet<string>): readonly LoginVerifier[] {
    const dependencies = this.#dependencies;
    return [
      ...settings.openIdConnectProviderArns.flatMap((arn) => oidcVerifier(arn, dependencies) ?? []),
      ...userPoolVerifiers(settings.cognitoIdentityProviders, ownUserPools, dependencies),
      ...settings.samlProviderArns.flatMap((arn) => samlVerifier(arn, dependencies) ?? []),
      ...Object.entries(settings.supportedLoginProviders).flatMap(
        ([name, appId]) => publicVerifier(name, appId, dependencies) ?? [],
      ),
    ];
  }

  #ownUserPools({ cognitoIdentityProviders }: PoolSettings): ReadonlySet<string> {
    const { userPools } = this.#dependencies;
    const names = cognitoIdentityProviders.map(({ ProviderName }) => ProviderName);
    return new Set(names.filter((name) => userPools?.ofProvider(name) !== undefined));
  }
}
