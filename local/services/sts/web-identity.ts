import { type FederatedPlayer, poolPlayer } from '../../iam/federated-player';
import type { OidcProvider } from '../../iam/oidc-providers';
import { claimedIssuer } from '../../identities/compact-token';
import { stsRules, verifyOidcToken } from '../../identities/oidc-token';
import { poolIssuer } from '../../identities/pool-tokens';
import { publicIssuers } from '../../identities/public-issuers';
import { sessionTags } from '../../identities/session-tags';
import type { StsDependencies } from './dependencies';
import { invalidToken, noProvider } from './errors';

/**
 * Verifies a web identity token: an identity pool's own (basic flow), one of Google's, or one of an OpenID Connect provider that IAM
 * knows in the role's account (direct federation).
 *
 * @throws ServiceError in STS's words
 */
export async function webIdentity(
  dependencies: Pick<StsDependencies, 'tokens' | 'oidcProviders' | 'issuers' | 'clock'>,
  sent: string,
  account: string,
): Promise<FederatedPlayer> {
  try {
    const token = withoutSpaceAround(sent);
    const issuer = claimedIssuer(token, stsRules.maximumLength);
    if (issuer === poolIssuer) return poolPlayer(await dependencies.tokens.verify(token, stsRules.expiryGraceSeconds));
    if (issuer === googleIssuer) return await googlePlayer(dependencies, token, account);
    const provider = dependencies.oidcProviders.ofIssuer(account, issuer);
    if (provider === undefined) throw noProvider(issuer);
    return await directPlayer(dependencies, token, provider);
  } catch (error) {
    throw invalidToken(error);
  }
}

/**
 * SDKs send a token file as it is, and most files end in a newline, which STS takes (**observed**: mongo-go-driver#1965). Only here: that
 * an identity pool does is unconfirmed, and nothing of the kind reads its tokens from files.
 */
function withoutSpaceAround(sent: string): string {
  const isSpace = (at: number) => ' \t\r\n'.includes(sent.charAt(at) || 'x');
  let [start, end] = [0, sent.length];
  while (start < end && isSpace(start)) start += 1;
  while (end > start && isSpace(end - 1)) end -= 1;
  return sent.slice(start, end);
}

/** AWS knows Google without an IAM provider, under this principal (documented: IAM guide, "Available keys for AWS OIDC federation"). */
const googlePrincipal = 'accounts.google.com';
const googleIssuer = publicIssuers.get(googlePrincipal)?.issuer;

/**
 * Google's token stands for the principal `accounts.google.com`, whatever client ID it is for: the trust policy pins that. Where the
 * account has an IAM provider for Google too, for that provider as well; which of the two AWS then sees is unconfirmed.
 */
async function googlePlayer(
  dependencies: Pick<StsDependencies, 'oidcProviders' | 'issuers' | 'clock'>,
  token: string,
  account: string,
): Promise<FederatedPlayer> {
  const issuer = googleIssuer ?? '';
  const builtIn = { arn: googlePrincipal, name: googlePrincipal, issuer, clientIds: 'any' } as const;
  const player = await directPlayer(dependencies, token, builtIn);
  const provider = dependencies.oidcProviders.ofIssuer(account, issuer);
  if (provider === undefined || !provider.clientIds.includes(player.audience)) return player;
  return { ...player, principals: [googlePrincipal, provider.arn] };
}

/**
 * `<issuer>:aud` is `azp` where the token has one, and `<issuer>:oaud` then holds its `aud` (documented: IAM guide, "Available keys
 * for AWS OIDC federation").
 */
async function directPlayer(
  { issuers, clock }: Pick<StsDependencies, 'issuers' | 'clock'>,
  token: string,
  provider: Pick<OidcProvider, 'arn' | 'name' | 'issuer'> & { readonly clientIds: OidcProvider['clientIds'] | 'any' },
): Promise<FederatedPlayer> {
  const { subject, audience, originalAudience, claims } = await verifyOidcToken(token, {
    issuer: provider.issuer,
    clientIds: provider.clientIds,
    keys: issuers.keysOf(provider.issuer).find,
    rules: stsRules,
    clock,
  });
  const amr = [claims.amr ?? []].flat().filter((method) => typeof method === 'string');
  return {
    principals: [provider.arn],
    audience,
    subject,
    keys: {
      [`${provider.name}:aud`]: audience,
      [`${provider.name}:sub`]: subject,
      [`${provider.name}:oaud`]: originalAudience,
      [`${provider.name}:amr`]: amr.length === 0 ? undefined : amr,
    },
    tags: sessionTags(claims),
  };
}
