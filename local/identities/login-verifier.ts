/** A login that its provider vouches for. */
export interface VerifiedLogin {
  /** The key in `Logins`: `accounts.google.com`, an issuer without `https://`, a developer provider's name. */
  readonly provider: string;
  /** The provider's own name for the player: never handed out, part of the identity's key. */
  readonly subject: string;
  /** The token's claims; empty for a developer provider. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The key of a role mapping that is about this login. Absent: {@link provider}. */
  readonly roleMappingKey?: string;
  /** The provider's name in a map of principal tags. Absent: {@link provider}. */
  readonly principalTagKey?: string;
  /** What the login adds to `amr` beside its provider. Absent: nothing. */
  readonly methods?: readonly string[];
  /** ARNs of the roles that a SAML assertion offers its player; no other kind of login offers any by itself. */
  readonly offeredRoles?: readonly string[];
}

/** Verifies the login tokens of one provider, for one identity pool. */
export interface LoginVerifier {
  /** Its key in `Logins`. */
  readonly provider: string;
  /** Every {@link VerifiedLogin.roleMappingKey} that its logins can have: a mapping under another key is about nobody. Absent: the provider. */
  readonly roleMappingKeys?: readonly string[];
  /** Its {@link VerifiedLogin.principalTagKey}. Absent: the provider. */
  readonly principalTagKey?: string;
  /** @throws TokenRefused */
  verify(token: string): Promise<VerifiedLogin>;
}
