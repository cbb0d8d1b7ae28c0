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
  | 'wrong-audience';

/** A login token that does not hold. Each service says it in its own words; nothing of the token is in the message. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  /** @param detail the claim that is missing, or the two times of an expiry; never the token */
  constructor(
    readonly refusal: TokenRefusal,
    readonly detail = '',
  ) {
    super(detail === '' ? refusal : `${refusal}: ${detail}`);
  }
}
