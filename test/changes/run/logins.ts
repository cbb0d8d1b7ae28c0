import type { DeployedResource } from '../../../assembly/types';
import { accessTokenProviders } from '../../../local/identities/access-token-providers';
import { authorizationEndpoints, signInForAccessToken } from '../../../local/idp/access-tokens/sign-in';
import { signInForSamlResponse } from '../../../local/idp/saml/sign-in';
import { claimsUsed } from '../../../local/issuers/claims-used';
import type { DeployedStage } from './deployed-stage';
import type { Issuers } from './issuers';

/** A login of an identity pool, for one app. */
export interface PoolLogin {
  /** As `changes/` calls it: `www.amazon.com`, `SAML provider …`. */
  readonly name: string;
  /** Its key in `Logins`. */
  readonly key: string;
  /** The app's client ID there; none in SAML. */
  readonly clientId?: string;
  /** Signs a player in. Where the provider is not played any more, it gives the token of the last time. */
  token(player: string, claims: Readonly<Record<string, string | readonly string[]>>): Promise<string>;
}

/** The logins of a stage's identity pool but its user pools, app by app. */
export function loginsOf(stage: DeployedStage, issuers: Issuers, pool: DeployedResource): readonly PoolLogin[] {
  const { OpenIdConnectProviderARNs, SamlProviderARNs, SupportedLoginProviders } = pool.properties;
  const openId = (key: string, clientId: string): PoolLogin => ({
    ...{ name: key, key, clientId },
    token: (player, claims) => issuers.idToken(key, clientId, player, claims),
  });
  const resources = stage.resources();
  return [
    ...texts(OpenIdConnectProviderARNs).flatMap((arn) => {
      const provider = resources.find(({ type, ref }) => type === 'AWS::IAM::OIDCProvider' && ref === arn);
      const key = arn.slice(arn.indexOf('/') + 1);
      const clientIds = provider ? texts(provider.properties.ClientIdList) : stage.clientIdsOf(key);
      return clientIds.map((id) => openId(key, id));
    }),
    ...Object.entries(Object(SupportedLoginProviders)).map(([key, id]) =>
      accessTokenProviders.has(key) ? opaque(stage, key, String(id)) : openId(key, String(id)),
    ),
    ...texts(SamlProviderARNs).map((arn) => saml(stage, arn)),
  ];
}

/** Login with Amazon, Facebook. */
function opaque(stage: DeployedStage, key: string, clientId: string): PoolLogin {
  const { cloud } = stage;
  return {
    ...{ name: key, key, clientId },
    token: lastOr(
      () => cloud.standIns.some(({ name }) => name === key),
      (player) =>
        signInForAccessToken({
          authorizationEndpoint: authorizationEndpoints[key as keyof typeof authorizationEndpoints],
          ...{ clientId, player, fetch: cloud.fetch },
        }),
    ),
  };
}

function saml({ cloud }: DeployedStage, arn: string): PoolLogin {
  const provider = () => cloud.samlProviders.find((candidate) => candidate.arn === arn);
  return {
    ...{ name: `SAML provider ${arn.slice(arn.lastIndexOf('/') + 1)}`, key: arn },
    token: lastOr(
      () => provider() !== undefined,
      (player, claims) => {
        // The page asks for no more than the pool reads.
        const used = claimsUsed(cloud.stacks)(arn);
        const attributes = Object.fromEntries(Object.entries(claims).filter(([name]) => used.includes(name)));
        return signInForSamlResponse({ ssoUrl: provider()?.ssoUrl ?? '', player, attributes, fetch: cloud.fetch });
      },
    ),
  };
}

/** A provider that is deployed no longer is played no longer either; its real one goes on, and its tokens are as good as the last. */
function lastOr(isPlayed: () => boolean, sign: PoolLogin['token']): PoolLogin['token'] {
  const last = new Map<string, string>();
  return async (player, claims) => {
    const key = JSON.stringify([player, claims]);
    const token = isPlayed() ? await sign(player, claims) : (last.get(key) ?? '');
    last.set(key, token);
    return token;
  };
}

export function texts(values: unknown): string[] {
  return [values ?? []].flat().filter((value) => typeof value === 'string');
}
