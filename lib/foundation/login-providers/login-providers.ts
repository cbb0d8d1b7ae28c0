import type { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GameFederationConfig } from '../../config';
import { pascalCase } from '../../config-rules';
import { DeveloperProvider } from './developer-provider';
import type { LoginProvider } from './login-provider';
import { OidcProvider } from './oidc-provider';

/** Every login provider that the configuration names. A new kind of provider is one more line here. */
export function loginProviders(
  scope: Construct,
  config: GameFederationConfig,
  removalPolicy: RemovalPolicy,
): LoginProvider[] {
  return [
    ...config.oidc.map(
      (issuer) => new OidcProvider(scope, `Oidc${pascalCase(issuer.name)}`, { issuer, removalPolicy }),
    ),
    ...(config.developerProvider ? [new DeveloperProvider(config.developerProvider.name)] : []),
  ];
}
