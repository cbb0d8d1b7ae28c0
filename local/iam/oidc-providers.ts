import type { ExistingOidcProvider, IamInventory } from './inventory';

/** An OpenID Connect provider of IAM: an issuer, and the client IDs whose tokens the account accepts. */
export interface OidcProvider {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
  /** `https://…`, exactly as tokens have it in `iss`. */
  readonly issuer: string;
  /** The issuer without `https://`: the key in `Logins`, and the prefix of its condition keys. */
  readonly name: string;
  readonly clientIds: readonly string[];
}

/** The OpenID Connect providers of the account; one per issuer, as IAM has it (documented). */
export class OidcProviderDirectory {
  readonly #byArn = new Map<string, OidcProvider>();

  /**
   * @param existing what no stack owns
   * @throws Error naming the entry that can't be used
   */
  constructor({ oidcProviders }: Pick<IamInventory, 'oidcProviders'> = { oidcProviders: [] }) {
    for (const existing of oidcProviders) {
      const provider = oidcProvider(existing, `inventory: ${existing.arn}`);
      if (this.find(provider.arn) !== undefined)
        throw new Error(`${provider.arn}: the account has a provider for ${provider.issuer} already`);
      this.put(provider);
    }
  }

  find(arn: string): OidcProvider | undefined {
    return this.#byArn.get(arn);
  }

  /** The provider of an issuer as a token names it in `iss`; the comparison is exact (documented). */
  ofIssuer(account: string, issuer: string): OidcProvider | undefined {
    return this.all().find((provider) => provider.account === account && provider.issuer === issuer);
  }

  /** Every provider: whoever maps issuers to addresses wants the list. */
  all(): readonly OidcProvider[] {
    return [...this.#byArn.values()];
  }

  /** Adds a provider, or changes the one of this ARN, and thus of this issuer. */
  put(provider: OidcProvider): void {
    this.#byArn.set(provider.arn, provider);
  }

  /** Roles and pools that name it keep doing so, and nobody signs in by it (**documented**: DeleteOpenIDConnectProvider). */
  delete(arn: string): void {
    this.#byArn.delete(arn);
  }
}

/**
 * A provider, once its ARN and its URL are found to be what IAM takes, and of each other.
 *
 * @param place where it stands, for the error
 * @throws Error naming the place
 */
export function oidcProvider({ arn, url, clientIds }: ExistingOidcProvider, place: string): OidcProvider {
  const [, account, name] = /^arn:[\w-]+:iam::(\d{12}):oidc-provider\/(.+)$/.exec(arn) ?? [];
  if (account === undefined || name === undefined)
    throw new Error(`${place}: ${arn} is not the ARN of an OIDC provider`);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.port !== '' || url.includes('?') || url.includes('#')) {
    throw new Error(`${place}: the URL of an OIDC provider must be https, without port, query or fragment, got ${url}`);
  }
  if (url !== `https://${name}`) throw new Error(`${place}: ${arn} does not name the issuer ${url}`);
  return { arn, account, issuer: url, name, clientIds };
}
