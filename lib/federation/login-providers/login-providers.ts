import type { Construct } from 'constructs';
import { type ProviderKind, singleProviders } from '../../config/login-providers';
import { openIdLogins } from '../../config/openid-logins';
import type { GameFederationConfig } from '../../config/schema';
import { warnOfClaims } from './claim-warning';
import { DeveloperProvider } from './developer-provider';
import type { LoginProvider } from './login-provider';
import { OidcProvider } from './oidc-provider';
import { opaqueTokenProvider } from './opaque-token-provider';
import { SamlProvider } from './saml-provider';
import { importedUserPool } from './user-pool-import';
import { UserPoolProvider } from './user-pool-provider';
import { wellKnownIssuer } from './well-known-issuer';

/** What is built for each kind of provider. A provider that is like its kind needs nothing here. */
const builders: Readonly<Record<ProviderKind, (scope: Construct, config: GameFederationConfig) => LoginProvider[]>> = {
  openid: (scope, config) =>
    openIdLogins(config).map((issuer) =>
      issuer.throughIam ? new OidcProvider(scope, { issuer }) : wellKnownIssuer(scope, issuer),
    ),
  opaque: (scope, config) => singleProviders('opaque', config).map((login) => opaqueTokenProvider(scope, login)),
  userPool: userPools,
  saml: (scope, config) => config.saml.map((provider) => new SamlProvider(scope, { config, provider })),
  developer: (_scope, { developerProvider }) =>
    developerProvider ? [new DeveloperProvider(developerProvider.name)] : [],
};

/** Every login provider that the configuration names. */
export function loginProviders(scope: Construct, config: GameFederationConfig): LoginProvider[] {
  const providers = Object.values(builders).flatMap((build) => build(scope, config));
  warnOfClaims(scope, providers);
  return providers;
}

function userPools(
  scope: Construct,
  { game, stage, retainData, protect, userPool }: GameFederationConfig,
): LoginProvider[] {
  if (!userPool) return [];
  const { imported } = userPool;
  if (imported) return [importedUserPool(scope, { ...userPool, imported })];
  const name = `${game}-${stage}`;
  return [new UserPoolProvider(scope, 'UserPool', { name, config: userPool, retain: retainData, protect })];
}
