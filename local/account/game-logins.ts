import type { DeployedResource, DeployedStack } from '../../assembly/types';
import { directlyTrusted } from '../iam/direct-trust';
import { accessTokenProviders } from '../identities/access-token-providers';
import { publicIssuers } from '../identities/public-issuers';

/** A way in that a game's identity pool has. */
export interface GameLogin {
  /** The identity pool. */
  readonly identityPoolId: string;
  /** Its key in `Logins`. */
  readonly key: string;
  readonly kind: 'openid' | 'access-token' | 'saml' | 'user-pool';
  /** The issuer of its tokens, `https://…`; for access tokens and SAML the key once more. */
  readonly issuer: string;
  /** Its name in the pool's role mappings. */
  readonly roleMappingKey: string;
  /** Its name in the pool's tag maps. */
  readonly principalTagKey: string;
  /** The game's app there, as far as the templates tell. */
  readonly appId?: string;
  /** Of a user pool: where its managed login may send the app's players back to. */
  readonly redirectUri?: string;
}

/**
 * Every such way of these stacks: each pool's providers, in the pool's order.
 *
 * @param account all stacks of the account: a game may import what another one creates
 */
export function gameLogins(
  stacks: readonly DeployedStack[],
  account: readonly DeployedStack[] = stacks,
): readonly GameLogin[] {
  const resources = account.flatMap((stack) => stack.resources);
  return stacks
    .flatMap((stack) => stack.resources)
    .filter(({ type }) => type === 'AWS::Cognito::IdentityPool')
    .flatMap(({ ref, properties }) => {
      const logins = loginsOf(properties, stacks, resources);
      const first = ({ key }: Login, index: number) => logins.findIndex((login) => login.key === key) === index;
      return logins.filter(first).map((login) => ({ ...login, identityPoolId: ref }));
    });
}

/** A way in, of whichever pool. */
type Login = Omit<GameLogin, 'identityPoolId'>;

function loginsOf(
  properties: DeployedResource['properties'],
  stacks: readonly DeployedStack[],
  resources: readonly DeployedResource[],
): readonly Login[] {
  return [
    ...texts(properties.OpenIdConnectProviderARNs).map((arn) => throughIam(arn, stacks, resources)),
    ...Object.entries(Object(properties.SupportedLoginProviders)).flatMap(([key, id]) => byName(key, String(id))),
    ...texts(properties.SamlProviderARNs).map((arn) => named(arn, 'saml', arn)),
    ...[properties.CognitoIdentityProviders ?? []]
      .flat()
      .flatMap((provider) => atUserPool(Object(provider), resources)),
  ];
}

function named(key: string, kind: GameLogin['kind'], issuer: string, name = key): Login {
  return { key, kind, issuer, roleMappingKey: name, principalTagKey: name };
}

/** An OIDC provider's ARN ends with its issuer, without `https://`. */
function throughIam(arn: string, stacks: readonly DeployedStack[], resources: readonly DeployedResource[]): Login {
  const key = arn.slice(arn.indexOf('/') + 1);
  const created = resources.find(({ type, ref }) => type === 'AWS::IAM::OIDCProvider' && ref === arn);
  const [trusted] = directlyTrusted(stacks, [arn, key]).flatMap(({ appIds }) => appIds);
  const appId = trusted ?? texts(created?.properties.ClientIdList)[0];
  return { ...named(key, 'openid', `https://${key}`, arn), ...(appId !== undefined && { appId }) };
}

function byName(key: string, appId: string): Login[] {
  if (accessTokenProviders.has(key)) return [{ ...named(key, 'access-token', key), appId }];
  const issuer = publicIssuers.get(key)?.issuer;
  return issuer === undefined ? [] : [{ ...named(key, 'openid', issuer), appId }];
}

/** The first app client of a user pool that managed login sends players back to with a code; the others have no page for it. */
function atUserPool(
  { ProviderName, ClientId }: { readonly ProviderName?: unknown; readonly ClientId?: unknown },
  resources: readonly DeployedResource[],
): Login[] {
  const client = resources.find(({ type, ref }) => type === 'AWS::Cognito::UserPoolClient' && ref === ClientId);
  const [redirectUri] = texts(client?.properties.CallbackURLs);
  if (typeof ProviderName !== 'string' || client === undefined || redirectUri === undefined) return [];
  if (!texts(client.properties.AllowedOAuthFlows).includes('code')) return [];
  const login = named(ProviderName, 'user-pool', `https://${ProviderName}`);
  return [{ ...login, roleMappingKey: `${ProviderName}:${client.ref}`, appId: client.ref, redirectUri }];
}

function texts(values: unknown): string[] {
  return [values].flat().filter((value) => typeof value === 'string');
}
