import type { SignedInSource } from '../report';
import type { UserPoolTokens } from '../user-pool-users';

/** What a token says of its player, by claim. */
export type Claims = Readonly<Record<string, unknown>>;

/** A provider's own token, as STS takes it without the pool. */
export interface DirectToken {
  readonly token: string;
  /** Whose access token it is (`www.amazon.com`); absent: it is an ID token. */
  readonly providerId?: string;
}

/** What a user pool gave an account. */
export interface AccountTokens {
  /** By the smoke test's own client. */
  readonly own: UserPoolTokens;
  /** By an app's client; absent where there is none that a server can sign in by. */
  readonly app?: UserPoolTokens;
  /** An ID token by that client which was good once. */
  readonly expiredIdToken?: string;
}

/** A player who can be signed in, wherever the proof of their identity comes from. */
export interface Player {
  readonly kind: 'guest' | 'signed-in';
  readonly source?: SignedInSource;
  /** The login provider's name in the configuration. */
  readonly provider?: string;
  /** What their login's token says; absent where it can't be read here. */
  readonly claims?: Claims;
  /** Absent where STS takes no token of theirs. */
  readonly directToken?: DirectToken;
  /** Absent where they have no account of the user pool that this run made. */
  readonly accountTokens?: AccountTokens;
  /** What the step is called that answers the identity ID: `may get an identity ID`. */
  readonly identityStep: string;
  /** Answers the identity ID; called once, and again only while it is refused. */
  identityId(): Promise<string>;
  /** What goes along as `Logins` to `GetCredentialsForIdentity`, once {@link identityId} has answered; nothing for a guest. */
  logins(): Record<string, string> | undefined;
  /** The OpenID token for the basic flow: Cognito's, to be handed to STS. */
  openIdToken(identityId: string): Promise<string>;
}
