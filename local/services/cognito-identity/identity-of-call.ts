import type { Identity } from '../../identities/identity';
import { IdentityRefused, signIn } from '../../identities/identity-rules';
import type { IdentityStore } from '../../identities/identity-store';
import type { VerifiedLogin } from '../../identities/login-verifier';
import {
  guestsNotSupported,
  identityForbidden,
  identityNotFound,
  loginLinkedElsewhere,
  loginsDoNotMatch,
} from './errors';
import type { IdentityPool } from './identity-pool';
import type { IdentityPools } from './identity-pools';
import { verifiedLogins } from './verified-logins';

/** An identity and its pool, as an ID in a request names them. */
export interface NamedIdentity {
  readonly pool: IdentityPool;
  readonly identity: Identity;
}

/** Whoever a public call speaks for. */
export interface CallersIdentity extends NamedIdentity {
  /** None for a guest. */
  readonly logins: readonly VerifiedLogin[];
}

/** @throws ServiceError for an ID that was never handed out, or is disabled */
export function namedIdentity(pools: IdentityPools, identities: IdentityStore, identityId: string): NamedIdentity {
  const identity = identities.find(identityId);
  const pool = identity === undefined ? undefined : pools.get(identity.poolId);
  if (identity === undefined || pool === undefined) throw identityNotFound(identityId);
  if (identity.disabled) throw identityForbidden(identityId);
  return { pool, identity };
}

/**
 * Who calls, by an identity's ID and the logins beside it. The answer's identity can be another than the one named: a guest who
 * signs in with a login that has an identity already.
 *
 * @throws ServiceError in Cognito's words
 */
export async function identityOfCall(
  pools: IdentityPools,
  identities: IdentityStore,
  identityId: string,
  logins: Readonly<Record<string, string>>,
): Promise<CallersIdentity> {
  const { pool } = namedIdentity(pools, identities, identityId);
  const verified = await verifiedLogins(pool, logins);
  // Looked at again: while tokens were verified, another call may have changed the identity.
  const { identity } = namedIdentity(pools, identities, identityId);
  if (verified.length > 0) {
    return { pool, identity: refusing(() => signIn(identities, identity, verified)), logins: verified };
  }
  if (!identity.guest) throw identityForbidden(identityId);
  if (!pool.allowGuests) throw guestsNotSupported();
  return { pool, identity, logins: [] };
}

/** Runs a rule about identities and says its refusal in Cognito's words. */
export function refusing<Result>(rule: () => Result): Result {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof IdentityRefused)) throw error;
    throw error.conflict === 'not-its-login' ? loginsDoNotMatch() : loginLinkedElsewhere();
  }
}
