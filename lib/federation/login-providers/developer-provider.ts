import type { LoginProvider, PoolMembership } from './login-provider';

/**
 * Players whom the game's own backend vouches for, by calling `GetOpenIdTokenForDeveloperIdentity`.
 *
 * The permission to call it can link a login to any identity, so it is close to "be anyone": only the backend may hold it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html (documented)
 */
export class DeveloperProvider implements LoginProvider {
  readonly membership: PoolMembership;
  readonly loginsKey: string;
  readonly outputs: LoginProvider['outputs'] = [];
  /** Empty: whether the smoke test may use this provider is a setting of its own. */
  readonly facts: LoginProvider['facts'] = {};

  /** @param name the provider's name in the pool, which Cognito can't change later (documented) */
  constructor(readonly name: string) {
    this.membership = { developerProviderName: name };
    this.loginsKey = name;
  }
}
