import type { OidcProviderDirectory } from '../../iam/oidc-providers';
import type { SamlProviderDirectory } from '../../iam/saml-providers';
import { accessTokenLogin } from '../../identities/access-token-login';
import { accessTokenProviders } from '../../identities/access-token-providers';
import type { Issuers } from '../../identities/issuer-keys';
import type { LoginVerifier } from '../../identities/login-verifier';
import { oidcLogin } from '../../identities/oidc-login';
import { publicIssuers } from '../../identities/public-issuers';
import { samlLogin } from '../../identities/saml/saml-login';
import type { Clock } from '../../shared/clock';

/** What the verifiers of a pool's logins work with. */
export interface LoginVerifierDependencies {
  readonly oidcProviders: Pick<OidcProviderDirectory, 'find'>;
  readonly samlProviders: Pick<SamlProviderDirectory, 'find'>;
  readonly issuers: Issuers;
  /** Reaches the providers that are asked about each token. */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

/** @returns undefined where IAM has no such provider */
export function oidcVerifier(
  arn: string,
  { oidcProviders, issuers, clock }: LoginVerifierDependencies,
): LoginVerifier | undefined {
  const provider = oidcProviders.find(arn);
  if (provider === undefined) return undefined;
  const { name, issuer, clientIds } = provider;
  return oidcLogin({ provider: name, issuer, clientIds, clock, keys: issuers.keysOf(issuer), arn });
}

/** @returns undefined where IAM has no such provider */
export function samlVerifier(
  arn: string,
  { samlProviders, clock }: LoginVerifierDependencies,
): LoginVerifier | undefined {
  const provider = samlProviders.find(arn);
  return provider === undefined ? undefined : samlLogin({ provider, clock });
}

/**
 * A provider that a pool knows by name and app ID alone (`SupportedLoginProviders`).
 *
 * @returns undefined for one that is not known here
 */
export function publicVerifier(
  name: string,
  appId: string,
  { issuers, fetch, clock }: LoginVerifierDependencies,
): LoginVerifier | undefined {
  const provider = accessTokenProviders.get(name);
  if (provider !== undefined) return accessTokenLogin({ provider, appId, fetch });
  const issuer = publicIssuers.get(name)?.issuer;
  if (issuer === undefined) return undefined;
  return oidcLogin({ provider: name, issuer, clientIds: [appId], clock, keys: issuers.keysOf(issuer) });
}
