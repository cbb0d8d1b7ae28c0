import type { Identity, LinkedLogin } from './identity';
import type { IdentityStore } from './identity-store';

/** Why logins and identity do not go together. */
export type IdentityConflict =
  /** The identity has logins, and none of those given is among them. */
  | 'not-its-login'
  /** A login given belongs to another identity that has logins of its own. */
  | 'linked-elsewhere';

/** A login that may not be used with an identity. Each API says it in its own words. */
export class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused';

  constructor(readonly conflict: IdentityConflict) {
    super(conflict);
  }
}

/**
 * The identity of verified logins: the one they are linked to, else a new one. Several logins in one call are one player's, and get
 * linked to each other (documented: GetId).
 *
 * @throws IdentityRefused where they belong to two identities
 */
export function identityOfLogins(store: IdentityStore, poolId: string, logins: readonly LinkedLogin[]): Identity {
  const [owner, ...others] = ownersOf(store, poolId, logins);
  if (others.length > 0) throw new IdentityRefused('linked-elsewhere');
  if (owner === undefined) return store.create(poolId, logins);
  store.link(owner, logins);
  return owner;
}

/**
 * The identity that verified logins and an identity's ID together stand for.
 *
 * - An identity with logins: one of those given must be its own; the others are then linked to it.
 * - A guest with logins that are linked nowhere: they sign in, their ID stays and needs a login from now on.
 * - A guest with a login of another identity: they are merged into that one, and their own is disabled. Their data is not moved.
 *
 * (Documented: Cognito guide, "Switching unauthenticated users to authenticated users"; observed: amplify-js#6616, #8466, #14207.)
 *
 * @param logins at least one
 * @throws IdentityRefused
 */
export function signIn(store: IdentityStore, identity: Identity, logins: readonly LinkedLogin[]): Identity {
  const owners = ownersOf(store, identity.poolId, logins);
  const others = [...owners].filter((owner) => owner !== identity);
  const own = owners.has(identity);
  if (!own && !identity.guest) throw new IdentityRefused('not-its-login');
  if (own || others.length === 0) {
    if (others.length > 0) throw new IdentityRefused('linked-elsewhere');
    store.link(identity, logins);
    return identity;
  }
  const [elder, ...more] = others;
  if (elder === undefined || more.length > 0) throw new IdentityRefused('linked-elsewhere');
  store.link(elder, logins);
  store.disable(identity);
  return elder;
}

function ownersOf(store: IdentityStore, poolId: string, logins: readonly LinkedLogin[]): ReadonlySet<Identity> {
  const owners = new Set<Identity>();
  for (const login of logins) {
    const owner = store.findByLogin(poolId, login);
    if (owner !== undefined) owners.add(owner);
  }
  return owners;
}
