import type { DeployedStack } from '../assembly/types';
import { claimsRead } from './claims-read';
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
  /** What identity pools read of its tokens to give roles and to set principal tags. */
  readonly claims: readonly string[];
}

/**
 * Everyone whose tokens a deployment may take: issuers of IAM OIDC providers, providers that an identity pool knows by name, and those
 * that a role trusts directly. Each once, with all its client IDs.
 */
export function deployedIssuers(
  stacks: readonly DeployedStack[],
  oidcProviders: readonly OidcProvider[],
): readonly DeployedIssuer[] {
  const found = new Map<string, { clientIds: Set<string>; claims: Set<string> }>();
  const claimsOf = claimsRead(stacks);
  /** @param provider its name in role mappings and tag maps */
  const add = (name: string, ids: readonly string[], provider: string) => {
    const { clientIds = [], claims = [] } = found.get(name) ?? {};
    found.set(name, {
      clientIds: new Set([...clientIds, ...ids]),
      claims: new Set([...claims, ...claimsOf(provider)]),
    });
  };
  for (const { issuer, clientIds, arn } of oidcProviders) add(issuer, clientIds, arn);
  for (const { type, properties } of stacks.flatMap((stack) => stack.resources)) {
    if (type !== 'AWS::Cognito::IdentityPool') continue;
    for (const [provider, id] of Object.entries(properties.SupportedLoginProviders ?? {})) {
      if (accessTokenProviders.has(provider) || publicIssuers.has(provider))
        add(issuerOf(provider), [String(id)], provider);
    }
  }
  for (const { provider, appIds } of directlyTrusted(stacks, [
    ...accessTokenProviders.keys(),
    ...publicIssuers.keys(),
  ])) {
    add(issuerOf(provider), appIds, provider);
  }
  return [...found].map(([name, { clientIds, claims }]) => ({
    name,
    kind: accessTokenProviders.has(name) ? 'access-token' : 'openid',
    clientIds: [...clientIds],
    claims: [...claims],
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
