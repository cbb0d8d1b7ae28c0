/** A login that its provider vouches for. */
export interface VerifiedLogin {
  /** The key in `Logins`: `accounts.google.com`, an issuer without `https://`, a developer provider's name. */
  readonly provider: string;
  /** The provider's own name for the player: never handed out, part of the identity's key. */
  readonly subject: string;
  /** The token's claims; empty for a developer provider. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Verifies the login tokens of one provider, for one identity pool. */
export interface LoginVerifier {
  /** Its key in `Logins`. */
  readonly provider: string;
  /** @throws TokenRefused */
  verify(token: string): Promise<VerifiedLogin>;
}
