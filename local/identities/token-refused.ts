/** Why a login token was refused. */
export type TokenRefusal =
  | 'malformed'
  | 'wrong-issuer'
  | 'bad-signature'
  | 'no-key'
  | 'issuer-unreachable'
  | 'expired'
  | 'not-yet-valid'
  | 'missing-claim'
  | 'wrong-audience'
  /** A SAML response made for another place than AWS. */
  | 'wrong-recipient'
  /** What is no SAML response, or one of a form that is not taken. */
  | 'malformed-saml'
  /** A user pool's token whose user has signed out since, is barred, or is gone. */
  | 'signed-out'
  /** The provider that was asked about an access token does not stand by it. */
  | 'rejected';

/** A login token that does not hold. Each service says it in its own words; nothing of the token is in the message. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  /** @param detail the claim that is missing, the two times of an expiry, the provider's HTTP status …; never the token */
  constructor(
    readonly refusal: TokenRefusal,
    readonly detail = '',
  ) {
    super(detail === '' ? refusal : `${refusal}: ${detail}`);
  }
}
