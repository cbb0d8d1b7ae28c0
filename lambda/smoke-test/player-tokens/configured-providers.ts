import type { SmokeTestFacts } from '../facts';
import type { SmokeTestEnvironment } from '../settings';

/** A login provider of this deployment, as far as a token of it can be used. */
export interface ConfiguredProvider {
  /** The name that the configuration gives it. */
  readonly name: string;
  /** Its key in `Logins`. */
  readonly loginsKey: string;
  /** What its tokens are: JWTs, texts that only the provider reads, or SAML responses. */
  readonly tokens: 'openid' | 'opaque' | 'saml';
  /** `https://…`, where it has one in the configuration. */
  readonly issuer?: string;
  /** What to do when it has no player in a run. */
  readonly remedy: string;
}

const byEvent = 'Invoke the function with {"tokens": [{"provider": …, "token": …}]}';

/** Every login provider but the developer provider, which needs no token. */
export function configuredProviders(
  facts: SmokeTestFacts,
  { loginsKeys, userPool }: Pick<SmokeTestEnvironment, 'loginsKeys' | 'userPool'>,
): readonly ConfiguredProvider[] {
  const issuers = facts.issuers.map(({ name, issuer, loginsKey }) => ({
    ...{ name, issuer, loginsKey, tokens: 'openid' as const },
    remedy:
      'An ID token comes from signing in on its page only. ' +
      `${byEvent}, or put a refresh token into the players secret ({"refreshTokens": {"${issuer}": {"clientId": …, "refreshToken": …}}}).`,
  }));
  const opaque = (facts.opaqueProviders ?? []).map(({ name, loginsKey }) => ({
    ...{ name, loginsKey, tokens: 'opaque' as const },
    remedy: `An access token comes from signing in to the app only. ${byEvent}, the token being an access token of a test player.`,
  }));
  const saml = (facts.samlProviders ?? []).map(({ name }) => ({
    ...{ name, loginsKey: loginsKeys[name] ?? name, tokens: 'saml' as const },
    remedy:
      'A SAML response comes from signing in on its page only, and is good for minutes. ' +
      `${byEvent}, the token being the response in Base64, as the page posts it.`,
  }));
  const pool = facts.userPool && {
    ...{ name: facts.userPool.name, loginsKey: loginsKeys[facts.userPool.name] ?? '', tokens: 'openid' as const },
    remedy:
      userPool === undefined
        ? `The user pool is imported without "smokeTestClientId", a client that allows ADMIN_USER_PASSWORD_AUTH. Name one, or: ${byEvent}, the token being a user's ID token.`
        : 'Its throwaway user is signed in unless the event names other sources; see the steps of the smoke test itself.',
  };
  return [...issuers, ...opaque, ...saml, ...(pool ? [pool] : [])];
}

/**
 * Finds a provider by its name, its key in `Logins` or its issuer.
 *
 * @throws Error naming the providers there are, when the event names another
 */
export function findProvider(providers: readonly ConfiguredProvider[], wanted: string): ConfiguredProvider {
  const found = providers.find(({ name, issuer, loginsKey }) => [name, issuer, loginsKey].includes(wanted));
  if (found !== undefined) return found;
  const known = providers.map(({ name }) => `"${name}"`).join(', ') || 'none';
  throw new Error(
    `The smoke test's event: a "provider" in "tokens" is none of this deployment's login providers (${known}).`,
  );
}
