import { hostsKnownTo, type ProviderRow, singleProviders } from './login-providers';
import type { GameFederationConfig, OidcIssuerConfig } from './schema';

/** An OpenID Connect issuer that a configuration names, in an entry of `oidc` or in a field of its own. */
export interface OpenIdLogin extends OidcIssuerConfig {
  /** Where the configuration writes it: `oidc[0]`, `google`. */
  readonly field: string;
  /**
   * Whether it takes an IAM OIDC provider. An issuer that Cognito knows itself takes none as long as it has one client ID:
   * the pool's table of login providers holds one ID for each.
   */
  readonly throughIam: boolean;
}

/** Every OpenID Connect issuer of a configuration. */
export function openIdLogins(config: GameFederationConfig): OpenIdLogin[] {
  const fromEntries = config.oidc.map((entry, index) => ({ ...entry, field: `oidc[${index}]`, throughIam: true }));
  const fromOwnFields = singleProviders('openid', config).map(({ field, row, login }) => {
    const { clientIds, importedArn, shared, directRole } = login;
    const { issuer, knownTo }: ProviderRow & { readonly issuer: string } = row;
    const directly = directRole !== undefined && !knownTo?.sts;
    const throughIam =
      !knownTo?.pool || clientIds.length > 1 || importedArn !== undefined || shared === true || directly;
    return { ...login, name: field, issuer, field, throughIam };
  });
  return [...fromEntries, ...fromOwnFields];
}

/** Whether STS knows an issuer without an IAM provider: its host is then the principal of a trust policy. */
export function knownToSts(host: string): boolean {
  return hostsKnownTo('sts').includes(host);
}

/** An issuer as `Logins`, condition keys and ARNs write it: without `https://`. */
export function hostOf(issuer: string): string {
  return issuer.slice('https://'.length);
}

/** An issuer, host or ARN as IAM compares it: with and without the last slash it is one (unconfirmed; the safe reading). */
export function withoutLastSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

/** Whether IAM holds one provider for both. */
export function sameIssuer(one: string, other: string): boolean {
  return withoutLastSlash(one) === withoutLastSlash(other);
}

/** Whether the ARN of an IAM OIDC provider is this issuer's. */
export function isProviderOf(arn: string, issuer: string): boolean {
  return sameIssuer(arn.slice(arn.indexOf('/') + 1), hostOf(issuer));
}

/** The account in an ARN. */
export function accountOf(arn: string): string | undefined {
  return arn.split(':')[4];
}
