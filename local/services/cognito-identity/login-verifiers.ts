import { AssemblyError } from '../../../assembly/assembly-error';
import type { DeployedResource } from '../../../assembly/types';
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
  readonly oidcProviders: OidcProviderDirectory;
  readonly samlProviders: SamlProviderDirectory;
  readonly issuers: Issuers;
  /** Reaches the providers that are asked about each token. */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

/** @throws AssemblyError for a provider that is neither in a template nor in the inventory */
export function oidcVerifier(
  arn: string,
  resource: DeployedResource,
  { oidcProviders, issuers, clock }: LoginVerifierDependencies,
): LoginVerifier {
  const provider = oidcProviders.find(arn);
  if (provider === undefined) {
    throw new AssemblyError(
      resource.place,
      `accepts the OIDC provider ${arn}, which is in no template: name its URL and client IDs in the inventory of what exists beside them`,
    );
  }
  const { name, issuer, clientIds } = provider;
  return oidcLogin({ provider: name, issuer, clientIds, clock, keys: issuers.keysOf(issuer), arn });
}

/** @throws AssemblyError for a provider that is neither in a template nor in the inventory */
export function samlVerifier(
  arn: string,
  resource: DeployedResource,
  { samlProviders, clock }: LoginVerifierDependencies,
): LoginVerifier {
  const provider = samlProviders.find(arn);
  if (provider === undefined) {
    throw new AssemblyError(
      resource.place,
      `accepts the SAML provider ${arn}, which is in no template: name its metadata in the inventory of what exists beside them`,
    );
  }
  return samlLogin({ provider, clock });
}

/**
 * A provider that a pool knows by name and app ID alone (`SupportedLoginProviders`).
 *
 * @throws AssemblyError for one that is not known here
 */
export function publicVerifier(
  name: string,
  appId: string,
  resource: DeployedResource,
  { issuers, fetch, clock }: LoginVerifierDependencies,
): LoginVerifier {
  const provider = accessTokenProviders.get(name);
  if (provider !== undefined) return accessTokenLogin({ provider, appId, fetch });
  const issuer = publicIssuers.get(name)?.issuer;
  if (issuer === undefined) {
    throw new AssemblyError(`${resource.place}: Properties.SupportedLoginProviders.${name}`, 'is not supported here');
  }
  return oidcLogin({ provider: name, issuer, clientIds: [appId], clock, keys: issuers.keysOf(issuer) });
}
