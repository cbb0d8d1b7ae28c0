import type { FederatedPlayer } from '../../iam/assume-role';
import { claimedIssuer, stsRules, verifyOidcToken } from '../../identities/oidc-token';
import { poolIssuer, poolPrincipal } from '../../identities/pool-tokens';
import { sessionTags } from '../../identities/session-tags';
import type { StsDependencies } from './dependencies';
import { invalidToken, noProvider } from './errors';

/** A web identity token, verified. */
export interface WebIdentity {
  readonly player: FederatedPlayer;
  readonly subject: string;
  readonly audience: string;
}

/**
 * Verifies a web identity token: an identity pool's own (basic flow), or one of an OpenID Connect provider that IAM knows in
 * the role's account (direct federation).
 *
 * @throws ServiceError in STS's words
 */
export async function webIdentity(
  dependencies: Pick<StsDependencies, 'tokens' | 'oidcProviders' | 'issuers' | 'clock'>,
  token: string,
  account: string,
): Promise<WebIdentity> {
  try {
    const issuer = claimedIssuer(token, stsRules.maximumLength);
    return issuer === poolIssuer
      ? await poolIdentity(dependencies, token)
      : await directIdentity(dependencies, token, account, issuer);
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

/**
 * `<issuer>:aud` is `azp` where the token has one, and `<issuer>:oaud` then holds its `aud` (documented: IAM guide, "Available keys
 * for AWS OIDC federation").
 */
async function directIdentity(
  { oidcProviders, issuers, clock }: Pick<StsDependencies, 'oidcProviders' | 'issuers' | 'clock'>,
  token: string,
  account: string,
  issuer: string,
): Promise<WebIdentity> {
  const provider = oidcProviders.ofIssuer(account, issuer);
  if (provider === undefined) throw noProvider(issuer);
  const { subject, audience, originalAudience, claims } = await verifyOidcToken(token, {
    issuer,
    clientIds: provider.clientIds,
    keys: issuers.keysOf(issuer).find,
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
