import { hostOf, openIdLogins, withoutLastSlash } from './openid-logins';
import type { GameFederationConfig } from './schema';

/** A login provider that is a resource of IAM, of which an account holds one of a kind. */
export interface IamProvider {
  /** Where the configuration writes it: `oidc[0]`, `google`, `saml[1]`. */
  readonly field: string;
  /**
   * The last part of its ARN, which is what IAM knows it by: `oidc-provider/<issuer's host>`, `saml-provider/<name>`; in small letters
   * (whether IAM tells names apart by capitals is unconfirmed).
   */
  readonly resource: string;
  /** How messages call it: the issuer, or the SAML provider's name. */
  readonly label: string;
  /** Absent where the stage creates it. */
  readonly importedArn?: string | undefined;
  /** Whether it stays when its stack goes. */
  readonly shared: boolean;
  /** None for SAML. */
  readonly clientIds: readonly string[];
}

/** Every OIDC and SAML provider of IAM that a configuration creates or imports. */
export function iamProviders(config: GameFederationConfig): IamProvider[] {
  const openId = openIdLogins(config)
    .filter(({ throughIam }) => throughIam)
    .map(({ field, issuer, importedArn, shared, clientIds }) => ({
      field,
      resource: `oidc-provider/${withoutLastSlash(hostOf(issuer))}`,
      label: issuer,
      importedArn,
      shared: shared === true,
      clientIds,
    }));
  const saml = config.saml.map((provider, index) => ({
    field: `saml[${index}]`,
    resource: `saml-provider/${samlProviderName(config, provider)}`.toLowerCase(),
    label: samlProviderName(config, provider),
    importedArn: provider.importedArn,
    shared: provider.shared === true,
    clientIds: [],
  }));
  return [...openId, ...saml];
}

/**
 * What IAM calls a SAML provider. It ends the provider's ARN, which is the key of `Logins` that a player's identity is known by: an
 * ARN that changes gives every player of the provider another identity.
 */
export function samlProviderName(
  { game, stage }: Pick<GameFederationConfig, 'game' | 'stage'>,
  { name, providerName, importedArn }: GameFederationConfig['saml'][number],
): string {
  return importedArn?.split('/').at(-1) ?? providerName ?? `${game}-${stage}-${name}`;
}

/**
 * The construct ID of what belongs to an OIDC or SAML provider, and so its logical ID: made from what AWS knows the provider by, and
 * not from the entry's name. CloudFormation creates what has a new logical ID before it deletes the old one, so a renamed entry would
 * create its provider a second time, and be refused (**observed**: aws-cdk#35878).
 */
export function providerId(kind: 'Oidc' | 'Saml', identity: string): string {
  // A construct ID holds no slash; what stands for it must not stand for itself.
  return `${kind}-${identity.replace(/[%:]/g, encodeURIComponent).replaceAll('/', ':')}`;
}
