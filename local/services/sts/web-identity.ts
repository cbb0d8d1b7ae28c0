import type { FederatedPlayer } from '../../iam/assume-role';
import type { OidcProvider } from '../../iam/oidc-providers';
import { claimedIssuer, stsRules, verifyOidcToken } from '../../identities/oidc-token';
import { poolIssuer, poolPrincipal } from '../../identities/pool-tokens';
import { publicIssuers } from '../../identities/public-issuers';
import { sessionTags } from '../../identities/session-tags';
import type { StsDependencies } from './dependencies';
import { invalidToken, noProvider } from './errors';

/** A web identity token, verified. */
export interface WebIdentity {
  readonly player: FederatedPlayer;
  readonly subject: string;
  readonly audience: string;
}

/** A verified token and the principals that it can stand for, the first that the role trusts to count. */
export type WebIdentities = readonly [WebIdentity, ...WebIdentity[]];

/**
 * Verifies a web identity token: an identity pool's own (basic flow), one of Google's, or one of an OpenID Connect provider that IAM
 * knows in the role's account (direct federation).
 *
 * @throws ServiceError in STS's words
 */
export async function webIdentities(
  dependencies: Pick<StsDependencies, 'tokens' | 'oidcProviders' | 'issuers' | 'clock'>,
  token: string,
  account: string,
): Promise<WebIdentities> {
  try {
    const issuer = claimedIssuer(token, stsRules.maximumLength);
    if (issuer === poolIssuer) return [await poolIdentity(dependencies, token)];
    if (issuer === googleIssuer) return await googleIdentities(dependencies, token, account);
    const provider = dependencies.oidcProviders.ofIssuer(account, issuer);
    if (provider === undefined) throw noProvider(issuer);
    return [await directIdentity(dependencies, token, provider)];
  } catch (error) {
    throw invalidToken(error);
  }
}

async function poolIdentity({ tokens }: Pick<StsDependencies, 'tokens'>, token: string): Promise<WebIdentity> {
  const { identityId, poolId, amr, tags } = await tokens.verify(token, stsRules.expiryGraceSeconds);
  return {
    player: {
      provider: poolPrincipal,
      keys: {
        [`${poolPrincipal}:aud`]: poolId,
        [`${poolPrincipal}:sub`]: identityId,
        [`${poolPrincipal}:amr`]: amr,
      },
      tags,
    },
    subject: identityId,
    audience: poolId,
  };
}

/** AWS knows Google without an IAM provider, under this principal (documented: IAM guide, "Available keys for AWS OIDC federation"). */
const googlePrincipal = 'accounts.google.com';
const googleIssuer = publicIssuers.get(googlePrincipal)?.issuer;

/**
 * Google's token stands for the principal `accounts.google.com`, whatever client ID it is for: the trust policy pins that. Where the
 * account has an IAM provider for Google too, for that provider as well; which of the two AWS then sees is unconfirmed.
 */
async function googleIdentities(
  dependencies: Pick<StsDependencies, 'oidcProviders' | 'issuers' | 'clock'>,
  token: string,
  account: string,
): Promise<WebIdentities> {
  const issuer = googleIssuer ?? '';
  const builtIn = { arn: googlePrincipal, name: googlePrincipal, issuer, clientIds: 'any' } as const;
  const google = await directIdentity(dependencies, token, builtIn);
  const provider = dependencies.oidcProviders.ofIssuer(account, issuer);
  if (provider === undefined || !provider.clientIds.includes(google.audience)) return [google];
  return [google, { ...google, player: { ...google.player, provider: provider.arn } }];
}

/**
 * `<issuer>:aud` is `azp` where the token has one, and `<issuer>:oaud` then holds its `aud` (documented: IAM guide, "Available keys
 * for AWS OIDC federation").
 */
async function directIdentity(
  { issuers, clock }: Pick<StsDependencies, 'issuers' | 'clock'>,
  token: string,
  provider: Pick<OidcProvider, 'arn' | 'name' | 'issuer'> & { readonly clientIds: OidcProvider['clientIds'] | 'any' },
): Promise<WebIdentity> {
  const { subject, audience, originalAudience, claims } = await verifyOidcToken(token, {
    issuer: provider.issuer,
    clientIds: provider.clientIds,
    keys: issuers.keysOf(provider.issuer).find,
    rules: stsRules,
    clock,
  });
  const amr = [claims.amr ?? []].flat().filter((method) => typeof method === 'string');
  return {
    player: {
      provider: provider.arn,
      keys: {
        [`${provider.name}:aud`]: audience,
        [`${provider.name}:sub`]: subject,
        [`${provider.name}:oaud`]: originalAudience,
        [`${provider.name}:amr`]: amr.length === 0 ? undefined : amr,
      },
      tags: sessionTags(claims),
    },
    subject,
    audience,
  };
}
