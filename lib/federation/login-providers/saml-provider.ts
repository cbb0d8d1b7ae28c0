import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LoginFacts } from '../../../lambda/smoke-test/facts';
import { ConfigError } from '../../config/config-error';
import { pascalCase } from '../../config/fields';
import { providerId, samlProviderName } from '../../config/iam-providers';
import type { GameFederationConfig } from '../../config/schema';
import { retention } from '../../data/retention';
import type { LoginProvider, PoolMembership, PrincipalTagKey, RoleMappingKey } from './login-provider';
import { readSamlMetadata, SamlMetadataRefused } from './saml-metadata';

export interface SamlProviderProps {
  readonly config: Pick<GameFederationConfig, 'game' | 'stage'>;
  readonly provider: GameFederationConfig['saml'][number];
}

/**
 * Players of a SAML 2.0 identity provider. Its name in IAM is written down: a generated one would be another each time that the provider
 * is made, and so would be its ARN, which is its key in players' `Logins`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html (documented)
 */
export class SamlProvider extends Construct implements LoginProvider {
  readonly name: string;
  readonly membership: PoolMembership;
  readonly loginsKey: string;
  readonly roleMappingKeys: readonly RoleMappingKey[];
  readonly roleMapping: LoginProvider['roleMapping'];
  readonly principalTagKey: PrincipalTagKey;
  readonly attributes: LoginProvider['attributes'];
  readonly outputs: LoginProvider['outputs'];
  readonly facts: LoginFacts;

  /** @throws ConfigError where the metadata can't be used */
  constructor(scope: Construct, props: SamlProviderProps) {
    const id = providerId('Saml', samlProviderName(props.config, props.provider));
    super(scope, id);
    const { name, importedArn, roleMapping, attributes } = props.provider;
    const arn = importedArn ?? this.create(props);
    this.name = name;
    this.membership = { samlProviderArns: [arn] };
    this.loginsKey = arn;
    this.roleMappingKeys = [{ name: `Saml${pascalCase(name)}`, identityProvider: arn }];
    this.roleMapping = roleMapping;
    // The ARN, as for OIDC (unconfirmed for SAML).
    this.principalTagKey = { id, identityProvider: arn };
    this.attributes = attributes;
    this.outputs = [
      { name: `SamlProviderArn${pascalCase(name)}`, value: arn, description: `The IAM SAML provider ${name}` },
    ];
    this.facts = { samlProviders: [{ name, providerName: samlProviderName(props.config, props.provider) }] };
  }

  private create({ config, provider }: SamlProviderProps): string {
    try {
      // The clock of whoever synthesizes: expiry is the one thing here that time changes, and it changes no template.
      const { xml, warnings } = readSamlMetadata(provider.metadataFile ?? '', Date.now());
      for (const warning of warnings) Annotations.of(this).addWarningV2('game-federation:samlMetadataExpires', warning);
      const created = new iam.SamlProvider(this, 'Provider', {
        name: samlProviderName(config, provider),
        metadataDocument: iam.SamlMetadataDocument.fromXml(xml),
      });
      created.applyRemovalPolicy(retention(provider.shared === true));
      return created.samlProviderArn;
    } catch (error) {
      if (!(error instanceof SamlMetadataRefused)) throw error;
      throw new ConfigError(config.stage, [`saml '${provider.name}'.metadataFile: ${error.message}`]);
    }
  }
}
