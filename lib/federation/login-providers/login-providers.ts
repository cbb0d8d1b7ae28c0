import type { Construct } from 'constructs';
import { openIdLogins } from '../../config/openid-logins';
import type { GameFederationConfig } from '../../config/schema';
import { warnOfClaims } from './claim-warning';
import { DeveloperProvider } from './developer-provider';
import type { LoginProvider } from './login-provider';
import { OidcProvider } from './oidc-provider';
import { amazonProvider, facebookProvider } from './opaque-token-provider';
import { SamlProvider } from './saml-provider';
import { importedUserPool } from './user-pool-import';
import { UserPoolProvider } from './user-pool-provider';
import { wellKnownIssuer } from './well-known-issuer';

/** Every login provider that the configuration names. A new kind of provider is one more line here. */
export function loginProviders(scope: Construct, config: GameFederationConfig): LoginProvider[] {
  const { amazon, facebook, userPool, developerProvider } = config;
  const providers: LoginProvider[] = [
    ...openIdLogins(config).map((issuer) =>
      issuer.throughIam ? new OidcProvider(scope, { issuer }) : wellKnownIssuer(scope, issuer),
    ),
    ...(amazon ? [amazonProvider(scope, amazon)] : []),
    ...(facebook ? [facebookProvider(scope, facebook)] : []),
    ...userPools(scope, userPool, config),
    ...config.saml.map((provider) => new SamlProvider(scope, { config, provider })),
    ...(developerProvider ? [new DeveloperProvider(developerProvider.name)] : []),
  ];
  warnOfClaims(scope, providers);
  return providers;
}

function userPools(
  scope: Construct,
  userPool: GameFederationConfig['userPool'],
  { game, stage, retainData, protect }: GameFederationConfig,
): LoginProvider[] {
  if (!userPool) return [];
  const { imported } = userPool;
  if (imported) return [importedUserPool(scope, { ...userPool, imported })];
  const name = `${game}-${stage}`;
  return [new UserPoolProvider(scope, 'UserPool', { name, config: userPool, retain: retainData, protect })];
}
