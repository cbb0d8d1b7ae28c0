import type { SamlMetadata } from './metadata';

/** A SAML identity provider of IAM. */
export interface SamlProvider extends SamlMetadata {
  readonly arn: string;
}
