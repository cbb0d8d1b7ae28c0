/** An OpenID Connect provider of IAM that no template creates: a template that imports one holds nothing but its ARN. */
export interface ExistingOidcProvider {
  readonly arn: string;
  /** The issuer: `https://login.example.com`. */
  readonly url: string;
  readonly clientIds: readonly string[];
}

/** A SAML provider of IAM that no template creates. */
export interface ExistingSamlProvider {
  readonly arn: string;
  /** Its metadata document, XML. */
  readonly metadata: string;
}

/** A managed policy that no template creates: the account's own, or one of AWS's. */
export interface ExistingManagedPolicy {
  readonly arn: string;
  /** Its default version's document, as JSON has it. */
  readonly document: unknown;
}

/** What exists in the account beside the templates. */
export interface IamInventory {
  readonly oidcProviders: readonly ExistingOidcProvider[];
  /** Absent: none. */
  readonly samlProviders?: readonly ExistingSamlProvider[];
  /** Absent: none but those of AWS that are known here. */
  readonly managedPolicies?: readonly ExistingManagedPolicy[];
}

/** Nothing but what the templates hold. */
export const emptyInventory: IamInventory = { oidcProviders: [] };
