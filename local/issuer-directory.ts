import type { OidcProvider } from './iam/oidc-providers';
import type { IssuerTable } from './identities/issuer-fetch';
import { type IdentityProvider, startIdentityProvider } from './idp/identity-provider';

/** Domains that can't exist on the internet (RFC 2606, RFC 6761): an issuer there can only be a local one. */
const reservedDomain = /(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$/;

/** Whether an issuer is to be played by an identity provider of this machine. */
export function isReservedIssuer(issuer: string): boolean {
  return reservedDomain.test(new URL(issuer).hostname);
}

/** The issuers of a deployment, and where each is found. */
export interface IssuerDirectory {
  /** Local identity providers, started here. */
  readonly identityProviders: readonly IdentityProvider[];
  /** Issuer → address, for those that are not fetched for real. */
  readonly table: IssuerTable;
  stop(): Promise<void>;
}

/**
 * Starts an identity provider for each issuer that cannot be a real one and that is not mapped elsewhere.
 *
 * @param mapped issuers that other identity providers of this machine play, by their address
 */
export async function startIssuers(
  providers: readonly OidcProvider[],
  mapped: IssuerTable = {},
): Promise<IssuerDirectory> {
  const clientIds = new Map<string, Set<string>>();
  for (const { issuer, clientIds: ids } of providers) {
    if (Object.hasOwn(mapped, issuer) || !isReservedIssuer(issuer)) continue;
    const known = clientIds.get(issuer) ?? new Set();
    for (const id of ids) known.add(id);
    clientIds.set(issuer, known);
  }
  const identityProviders = await Promise.all(
    [...clientIds].map(([issuer, ids]) => startIdentityProvider({ issuer, clientIds: [...ids] })),
  );
  return {
    identityProviders,
    table: { ...mapped, ...Object.fromEntries(identityProviders.map(({ issuer, url }) => [issuer, url])) },
    stop: async () => {
      await Promise.all(identityProviders.map((provider) => provider.stop()));
    },
  };
}
