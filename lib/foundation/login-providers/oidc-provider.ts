import { Annotations, type RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { OidcIssuerConfig } from '../../config';
import { pascalCase, placeholder } from '../../config-rules';
import type { DirectTrust, LoginProvider, PoolMembership } from './login-provider';

export interface OidcProviderProps {
  readonly issuer: OidcIssuerConfig;
  /** What becomes of the provider when its stack goes; an imported one is never touched. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Players of an OpenID Connect issuer.
 *
 * An account holds one IAM provider per issuer, in all regions (documented): where another stage of the same account
 * created it already, import it by ARN.
 */
export class OidcProvider extends Construct implements LoginProvider {
  readonly name: string;
  readonly membership: PoolMembership;
  readonly loginsKey: string;
  /** The provider's ARN (unconfirmed: the guide shows it for SAML and calls OIDC alike). */
  readonly roleMappingKey: string;
  readonly directTrust: DirectTrust;
  readonly outputs: LoginProvider['outputs'];

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    const { name, issuer, clientIds, thumbprints, importedArn } = props.issuer;
    const host = issuer.slice('https://'.length);
    const arn =
      importedArn ??
      new iam.OidcProviderNative(this, 'Provider', {
        url: issuer,
        clientIds: [...clientIds],
        thumbprints,
        removalPolicy: props.removalPolicy,
      }).oidcProviderArn;

    this.name = name;
    this.membership = { openIdConnectProviderArns: [arn] };
    this.loginsKey = host;
    this.roleMappingKey = arn;
    this.directTrust = { principal: arn, audienceKey: `${host}:aud`, subjectKey: `${host}:sub` };
    this.outputs = [
      { name: `OidcProviderArn${pascalCase(name)}`, value: arn, description: `The IAM OIDC provider of ${issuer}` },
    ];

    for (const clientId of clientIds.filter((candidate) => placeholder.test(candidate))) {
      Annotations.of(this).addWarningV2(
        'game-federation:placeholderClientId',
        `Client ID '${clientId}' of ${issuer} is a placeholder: nobody can sign in until the configuration holds your app's own`,
      );
    }
  }
}
