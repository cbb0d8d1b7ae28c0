import type { DeployedStack } from '../../assembly/types';
import type { IamInventory } from './inventory';
import { oidcProviderProperties } from './properties';

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
  readonly #byIssuer = new Map<string, OidcProvider>();

  constructor(providers: Iterable<OidcProvider>) {
    for (const provider of providers) {
      const known = this.#byIssuer.get(issuerKey(provider.account, provider.issuer));
      if (known !== undefined)
        throw new Error(`${provider.arn}: the account has a provider for ${provider.issuer} already`);
      this.#byArn.set(provider.arn, provider);
      this.#byIssuer.set(issuerKey(provider.account, provider.issuer), provider);
    }
  }

  find(arn: string): OidcProvider | undefined {
    return this.#byArn.get(arn);
  }

  /** The provider of an issuer as a token names it in `iss`; the comparison is exact (documented). */
  ofIssuer(account: string, issuer: string): OidcProvider | undefined {
    return this.#byIssuer.get(issuerKey(account, issuer));
  }

  /** Every provider: whoever maps issuers to addresses wants the list. */
  all(): readonly OidcProvider[] {
    return [...this.#byArn.values()];
  }
}

function issuerKey(account: string, issuer: string): string {
  return `${account} ${issuer}`;
}

/**
 * The providers of the templates (`AWS::IAM::OIDCProvider`) and those of the inventory.
 *
 * @throws Error that names the place in the template, or the inventory's entry
 */
export function oidcProvidersFromStacks(
  stacks: readonly DeployedStack[],
  inventory: IamInventory,
): OidcProviderDirectory {
  const providers: OidcProvider[] = inventory.oidcProviders.map(({ arn, url, clientIds }) =>
    oidcProvider(arn, url, clientIds, `inventory: ${arn}`),
  );
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::IAM::OIDCProvider') continue;
    const { Url, ClientIdList } = oidcProviderProperties(resource);
    if (providers.some(({ arn }) => arn === resource.ref)) {
      throw new Error(
        `${resource.place}: creates ${resource.ref}, which the inventory has too: take it out of the inventory`,
      );
    }
    providers.push(oidcProvider(resource.ref, Url, ClientIdList, resource.place));
  }
  return new OidcProviderDirectory(providers);
}

function oidcProvider(arn: string, url: string, clientIds: readonly string[], place: string): OidcProvider {
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
