import type { Identity } from '../../identities/identity';
import type { VerifiedLogin } from '../../identities/login-verifier';
import type { IdentityPool } from './identity-pool';

/** `amr` of a guest (documented). */
export const guestMethods: readonly string[] = ['unauthenticated'];

/**
 * `amr` of a signed-in player: `authenticated`, each login's provider, and for a developer provider
 * `<name>:<pool ID>:<user>`; a user pool's login brings an element of its own (observed in issued tokens). Whether an OIDC login adds an element of its own is unconfirmed: none is
 * added, since a trust policy could only wrongly rely on it.
 */
export function signedInMethods(
  pool: IdentityPool,
  logins: readonly Pick<VerifiedLogin, 'provider' | 'subject' | 'methods'>[],
): readonly string[] {
  return [
    'authenticated',
    ...logins.flatMap(({ provider, subject, methods = [] }) =>
      provider === pool.developerProviderName
        ? [provider, `${provider}:${pool.id}:${subject}`]
        : [provider, ...methods],
    ),
  ];
}

/** `amr` of an identity by the logins of this very call. */
export function methodsOf(pool: IdentityPool, identity: Identity, logins: readonly VerifiedLogin[]): readonly string[] {
  return identity.guest ? guestMethods : signedInMethods(pool, logins);
}
