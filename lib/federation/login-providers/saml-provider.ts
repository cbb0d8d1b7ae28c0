import { Annotations, type RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LoginFacts } from '../../../lambda/smoke-test/environment';
import { ConfigError, type GameFederationConfig } from '../../config';
import { pascalCase } from '../../config-rules';
import type { LoginProvider, PoolMembership, RoleMappingKey } from './login-provider';
import { readSamlMetadata, SamlMetadataRefused } from './saml-metadata';

export interface SamlProviderProps {
  readonly stage: string;
  readonly provider: GameFederationConfig['saml'][number];
  /** What becomes of the provider when its stack goes; an imported one is never touched. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Players of a SAML 2.0 identity provider.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html (documented)
 */
export class SamlProvider extends Construct implements LoginProvider {
  readonly name: string;
  readonly membership: PoolMembership;
  readonly loginsKey: string;
  readonly roleMappingKeys: readonly RoleMappingKey[];
  readonly roleMapping: LoginProvider['roleMapping'];
  readonly principalTagKey: string;
  readonly attributes: LoginProvider['attributes'];
  readonly outputs: LoginProvider['outputs'];
  readonly facts: LoginFacts;

  /** @throws ConfigError where the metadata can't be used */
  constructor(scope: Construct, id: string, props: SamlProviderProps) {
    super(scope, id);
    const { name, importedArn, roleMapping, attributes } = props.provider;
    const arn = importedArn ?? this.create(props);
    this.name = name;
    this.membership = { samlProviderArns: [arn] };
    this.loginsKey = arn;
    this.roleMappingKeys = [{ name: pascalCase(name), identityProvider: arn }];
    this.roleMapping = roleMapping;
    // The ARN, as for OIDC (unconfirmed for SAML).
    this.principalTagKey = arn;
    this.attributes = attributes;
    this.outputs = [
      { name: `SamlProviderArn${pascalCase(name)}`, value: arn, description: `The IAM SAML provider ${name}` },
    ];
    this.facts = { samlProviders: [{ name }] };
  }

  private create({ stage, provider, removalPolicy }: SamlProviderProps): string {
    try {
      // The clock of whoever synthesizes: expiry is the one thing here that time changes, and it changes no template.
      const { xml, warnings } = readSamlMetadata(provider.metadataFile ?? '', Date.now());
      for (const warning of warnings) Annotations.of(this).addWarningV2('game-federation:samlMetadataExpires', warning);
      const created = new iam.SamlProvider(this, 'Provider', {
        metadataDocument: iam.SamlMetadataDocument.fromXml(xml),
      });
      created.applyRemovalPolicy(removalPolicy);
      return created.samlProviderArn;
    } catch (error) {
      if (!(error instanceof SamlMetadataRefused)) throw error;
      throw new ConfigError(stage, [`saml '${provider.name}'.metadataFile: ${error.message}`]);
    }
  }
}
