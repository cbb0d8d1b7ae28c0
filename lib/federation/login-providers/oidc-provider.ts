import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LoginFacts } from '../../../lambda/smoke-test/facts';
import { pascalCase } from '../../config/fields';
import { providerId } from '../../config/iam-providers';
import { hostOf, knownToSts, withoutLastSlash } from '../../config/openid-logins';
import type { OidcIssuerConfig } from '../../config/schema';
import { retention } from '../../data/retention';
import type { DirectTrust } from '../../roles/federated-role';
import type { LoginProvider, PoolMembership, PrincipalTagKey, RoleMappingKey } from './login-provider';
import { warnOfPlaceholders } from './placeholders';

export interface OidcProviderProps {
  readonly issuer: OidcIssuerConfig;
}

/**
 * Players of an OpenID Connect issuer.
 *
 * An account holds one IAM provider per issuer, in all regions (documented): where another stage of the same account
 * created it already, import it by ARN. It holds nobody and nothing: created again, it has the same ARN, so it goes with its stack
 * unless other stages share it.
 */
export class OidcProvider extends Construct implements LoginProvider {
  readonly name: string;
  readonly membership: PoolMembership;
  readonly loginsKey: string;
  readonly roleMappingKeys: readonly RoleMappingKey[];
  readonly roleMapping: LoginProvider['roleMapping'];
  readonly principalTagKey: PrincipalTagKey;
  readonly attributes: LoginProvider['attributes'];
  readonly directTrust: DirectTrust;
  readonly directRole: LoginProvider['directRole'];
  readonly outputs: LoginProvider['outputs'];
  readonly facts: LoginFacts;

  constructor(scope: Construct, props: OidcProviderProps) {
    const { name, issuer, clientIds, thumbprints, importedArn, shared } = props.issuer;
    const host = hostOf(issuer);
    const id = providerId('Oidc', withoutLastSlash(host));
    super(scope, id);
    const arn =
      importedArn ??
      new iam.OidcProviderNative(this, 'Provider', {
        url: issuer,
        clientIds: [...clientIds],
        thumbprints,
        removalPolicy: retention(shared === true),
      }).oidcProviderArn;

    this.name = name;
    this.membership = { openIdConnectProviderArns: [arn] };
    this.loginsKey = host;
    // The provider's ARN (unconfirmed: the guide shows it for SAML and calls OIDC alike).
    this.roleMappingKeys = [{ name: `Oidc${pascalCase(name)}`, identityProvider: arn }];
    this.roleMapping = props.issuer.roleMapping;
    // The ARN here too (observed: hashicorp/terraform-provider-aws#24834).
    this.principalTagKey = { id, identityProvider: arn };
    this.attributes = props.issuer.attributes;
    this.directTrust = {
      principal: knownToSts(host) ? host : arn,
      audienceKey: `${host}:aud`,
      audiences: clientIds,
      subjectKey: `${host}:sub`,
    };
    this.directRole = props.issuer.directRole;
    this.outputs = [
      { name: `OidcProviderArn${pascalCase(name)}`, value: arn, description: `The IAM OIDC provider of ${issuer}` },
    ];
    this.facts = { issuers: [{ name, issuer, loginsKey: host, clientIds }] };
    warnOfPlaceholders(this, clientIds, issuer);
  }
}
