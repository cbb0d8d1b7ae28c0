import type { Dates } from './user-pool-client';

/** The kinds of identity providers that a user pool can have (**documented**: `ProviderType`). */
export const providerTypes = ['Facebook', 'Google', 'LoginWithAmazon', 'OIDC', 'SAML', 'SignInWithApple'] as const;

/** One of {@link providerTypes}. */
export type ProviderType = (typeof providerTypes)[number];

/** Somebody else who may say to a user pool who a player is. Nobody signs in by one here: it stands, and is told of. */
export interface PoolIdentityProvider extends Dates {
  /** Unique in its pool. */
  readonly name: string;
  readonly type: ProviderType;
  /** Client ID, secret, addresses: for the administrator alone. */
  readonly details: Readonly<Record<string, string>>;
  /** Attributes of the pool → the provider's claims. */
  readonly attributeMapping: Readonly<Record<string, string>>;
  /** Further names, which no other provider of the pool has. */
  readonly identifiers: readonly string[];
}

/** The pool's own users, as app clients name them among identity providers. */
export const ownUsers = 'COGNITO';

/**
 * The first of the providers that a pool does not have. An app client that names it is refused (**observed**: aws-cdk#15850); one that has
 * it keeps it when the provider goes (**unconfirmed**), and nobody signs in by it then.
 */
export function unknownProvider(
  names: Iterable<string>,
  providers: ReadonlyMap<string, PoolIdentityProvider>,
): string | undefined {
  return [...names].find((name) => name !== ownUsers && !providers.has(name));
}
