import type { TemplateResource } from './templates';

/** The last part of an IAM provider's ARN: `oidc-provider/<issuer's host>`, `saml-provider/<name>`; undefined for all else. */
export function iamName({ Type, Properties = {} }: TemplateResource): string | undefined {
  const { Url, Name } = Properties;
  if (Type === 'AWS::IAM::OIDCProvider' && typeof Url === 'string') {
    return `oidc-provider/${withoutLastSlash(Url.replace('https://', ''))}`;
  }
  if (Type === 'AWS::IAM::SAMLProvider' && typeof Name === 'string') return `saml-provider/${Name}`;
  return undefined;
}

/** The same, of an ARN that is written out; undefined where it is none of a provider. */
export function iamNameIn(arn: unknown): string | undefined {
  const [, name] = /^arn:[^:]+:iam::[^:]*:((?:oidc|saml)-provider\/.+)$/.exec(String(arn)) ?? [];
  return name === undefined ? undefined : withoutLastSlash(name);
}

/**
 * How a reader, a key of `Logins` and a condition key call a provider: by the issuer's host; SAML's by `SAML provider <name>`. What is
 * no ARN of a provider is called as it is.
 */
export function providerName(arnOrHost: string): string {
  const name = iamNameIn(arnOrHost) ?? withoutLastSlash(arnOrHost);
  return name.replace(/^oidc-provider\//, '').replace(/^saml-provider\//, 'SAML provider ');
}

/** An issuer as IAM compares it: with and without its last slash it is one (**unconfirmed**; the safe reading). */
export function withoutLastSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}
