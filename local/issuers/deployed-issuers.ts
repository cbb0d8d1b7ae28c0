import type { DeployedStack } from '../../assembly/types';
import { directlyTrusted } from '../iam/direct-trust';
import type { OidcProvider } from '../iam/oidc-providers';
import { accessTokenProviders } from '../identities/access-token-providers';
import { publicIssuers } from '../identities/public-issuers';
import { roleAttribute } from '../identities/saml/saml-login';
import type { SamlProvider } from '../identities/saml/saml-provider';
import { claimsUsed } from './claims-used';

/** Whoever issues tokens to apps that it knows by client IDs. */
interface TokenIssuer<Kind extends 'openid' | 'access-token'> {
  /** An issuer of ID tokens, `https://…`; or the name of a provider of access tokens, `graph.facebook.com`. */
  readonly name: string;
  readonly kind: Kind;
  readonly clientIds: readonly string[];
  /** What identity pools read of its tokens to give roles and to set principal tags. */
  readonly claims: readonly string[];
}

/** A SAML identity provider. */
interface SamlIssuer {
  /** Its entity ID, mostly a URL. */
  readonly name: string;
  readonly kind: 'saml';
  /** The IAM SAML providers that have its metadata. */
  readonly arns: readonly string[];
  /** Its sign-in pages. */
  readonly signOnLocations: readonly string[];
  /** What the deployment looks at in its assertions. */
  readonly attributes: readonly string[];
}

/** Someone outside the account who says who a player is. */
export type DeployedIssuer = TokenIssuer<'openid'> | TokenIssuer<'access-token'> | SamlIssuer;

/**
 * Everyone whose tokens a deployment may take: issuers of IAM OIDC providers, providers that an identity pool knows by name, those that
 * a role trusts directly, and the identity providers behind IAM SAML providers. Each once, with all its client IDs, or all its ARNs.
 */
export function deployedIssuers(
  stacks: readonly DeployedStack[],
  oidcProviders: readonly OidcProvider[],
  samlProviders: readonly SamlProvider[],
): readonly DeployedIssuer[] {
  const claimsOf = claimsUsed(stacks);
  return [...tokenIssuers(stacks, oidcProviders, claimsOf), ...samlIssuers(samlProviders, claimsOf)];
}

/** What identity pools read of a provider's tokens, by its name in role mappings and tag maps. */
type ClaimsOf = ReturnType<typeof claimsUsed>;

function tokenIssuers(
  stacks: readonly DeployedStack[],
  oidcProviders: readonly OidcProvider[],
  claimsOf: ClaimsOf,
): readonly DeployedIssuer[] {
  const found = new Map<string, { clientIds: Set<string>; claims: Set<string> }>();
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

function samlIssuers(samlProviders: readonly SamlProvider[], claimsOf: ClaimsOf): readonly SamlIssuer[] {
  const once = (texts: readonly string[]) => [...new Set(texts)];
  return once(samlProviders.map(({ entityId }) => entityId)).map((name) => {
    const own = samlProviders.filter(({ entityId }) => entityId === name);
    const arns = own.map(({ arn }) => arn);
    return {
      name,
      kind: 'saml',
      arns,
      signOnLocations: once(own.flatMap(({ signOnLocations }) => signOnLocations)),
      // Roles are looked for in every assertion, whatever the templates say.
      attributes: once([...arns.flatMap(claimsOf), roleAttribute]),
    };
  });
}

function issuerOf(provider: string): string {
  return publicIssuers.get(provider)?.issuer ?? provider;
}

/** The URLs that it is reached at: what an issuer table may map. */
export function originsOf(issuer: DeployedIssuer): readonly string[] {
  switch (issuer.kind) {
    case 'openid':
      return [issuer.name];
    case 'access-token':
      return accessTokenProviders.get(issuer.name)?.origins ?? [];
    case 'saml':
      return issuer.signOnLocations;
  }
}
