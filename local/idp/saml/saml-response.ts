import { randomUUID } from 'node:crypto';
import { escaped } from '../page';

/** What a SAML response says. */
export interface SamlContent {
  /** The identity provider, as its metadata names it. */
  readonly entityId: string;
  /** The player, by a name that stays. */
  readonly nameId: string;
  /** Each with its values, in their order. Without any there is no statement of attributes. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** @default AWS (documented: IAM guide, "Configure SAML assertions for the authentication response") */
  readonly audience?: string;
  /** @default AWS's sign-in endpoint, the one for all regions (documented: the same page) */
  readonly recipient?: string;
  /** Seconds from now. @default -60, for the other side's clock may be behind */
  readonly notBefore?: number;
  /** Seconds from now. @default 300 */
  readonly expires?: number;
}

const awsAudience = 'urn:amazon:webservices';
const awsRecipient = 'https://signin.aws.amazon.com/saml';

/**
 * A response of a successful sign-in that the identity provider began, not signed yet: with one assertion, for a bearer.
 *
 * @see http://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf
 */
export function samlResponse(content: SamlContent): string {
  const { entityId, now, audience = awsAudience, recipient = awsRecipient, notBefore = -60, expires = 300 } = content;
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const head = () => `ID="_${randomUUID()}" Version="2.0" IssueInstant="${at(0)}"`;
  const issuer = `<saml:Issuer>${escaped(entityId)}</saml:Issuer>`;
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"` +
    ` ${head()} Destination="${escaped(recipient)}">` +
    `${issuer}<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>` +
    `<saml:Assertion ${head()}>${issuer}` +
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${escaped(content.nameId)}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
    `<saml:SubjectConfirmationData NotOnOrAfter="${at(expires)}" Recipient="${escaped(recipient)}"/>` +
    `</saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${at(notBefore)}" NotOnOrAfter="${at(expires)}">` +
    `<saml:AudienceRestriction><saml:Audience>${escaped(audience)}</saml:Audience></saml:AudienceRestriction>` +
    `</saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${at(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>` +
    `urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `${attributeStatement(content.attributes)}</saml:Assertion></samlp:Response>`
  );
}

function attributeStatement(attributes: SamlContent['attributes']): string {
  const elements = Object.entries(attributes).map(([name, values]) => {
    const texts = values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`);
    return `<saml:Attribute Name="${escaped(name)}">${texts.join('')}</saml:Attribute>`;
  });
  return elements.length === 0 ? '' : `<saml:AttributeStatement>${elements.join('')}</saml:AttributeStatement>`;
}
