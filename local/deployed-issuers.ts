import type { DeployedStack } from '../assembly/types';
import { directlyTrusted } from './iam/direct-trust';
import type { OidcProvider } from './iam/oidc-providers';
import { accessTokenProviders } from './identities/access-token-providers';
import { publicIssuers } from './identities/public-issuers';

/** Someone outside the account who says who a player is. */
export interface DeployedIssuer {
  /** An issuer of ID tokens, `https://…`; or the name of a provider of access tokens, `graph.facebook.com`. */
  readonly name: string;
  readonly kind: 'openid' | 'access-token';
  readonly clientIds: readonly string[];
}

/**
 * Everyone whose tokens a deployment may take: issuers of IAM OIDC providers, providers that an identity pool knows by name, and those
 * that a role trusts directly. Each once, with all its client IDs.
 */
export function deployedIssuers(
  stacks: readonly DeployedStack[],
  oidcProviders: readonly OidcProvider[],
): readonly DeployedIssuer[] {
  const clientIds = new Map<string, Set<string>>();
  const add = (name: string, ids: readonly string[]) => {
    clientIds.set(name, new Set([...(clientIds.get(name) ?? []), ...ids]));
  };
  for (const { issuer, clientIds: ids } of oidcProviders) add(issuer, ids);
  for (const { type, properties } of stacks.flatMap((stack) => stack.resources)) {
    if (type !== 'AWS::Cognito::IdentityPool') continue;
    for (const [provider, id] of Object.entries(properties.SupportedLoginProviders ?? {})) {
      if (accessTokenProviders.has(provider) || publicIssuers.has(provider)) add(issuerOf(provider), [String(id)]);
    }
  }
  for (const { provider, appIds } of directlyTrusted(stacks, [
    ...accessTokenProviders.keys(),
    ...publicIssuers.keys(),
  ])) {
    add(issuerOf(provider), appIds);
  }
  return [...clientIds].map(([name, ids]) => ({
    name,
    kind: accessTokenProviders.has(name) ? 'access-token' : 'openid',
    clientIds: [...ids],
  }));
}

function issuerOf(provider: string): string {
  return publicIssuers.get(provider) ?? provider;
}

/** The URLs that it is reached at: what an issuer table may map. */
export function originsOf({ name, kind }: DeployedIssuer): readonly string[] {
  if (kind === 'openid') return [name];
  return accessTokenProviders.get(name)?.origins ?? [];
}
