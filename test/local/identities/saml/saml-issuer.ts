import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { Clock } from '../../../../local/clock';
import { selfSignedCertificate } from './self-signed-certificate';

/** What a response says beside its player. */
export interface SamlContent {
  readonly issuer?: string;
  readonly audience?: string;
  readonly recipient?: string;
  /** Seconds from now. */
  readonly notBefore?: number;
  /** Seconds from now. */
  readonly expires?: number;
  readonly inResponseTo?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly status?: string;
  /** XML in the place of the player's name, already escaped. */
  readonly nameXml?: string;
}

/** How a response is signed. */
export interface SamlSigning {
  readonly sign?: 'assertion' | 'response' | 'nothing';
  readonly algorithm?: string;
  readonly digest?: string;
}

const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** A SAML identity provider in the test's own process: real keys, a real certificate, real signatures. */
export class SamlIssuer {
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly certificate = selfSignedCertificate(this.#keys);

  constructor(
    readonly entityId: string,
    readonly clock: Clock,
  ) {}

  /** Its metadata document, as IAM takes it. */
  metadata(certificates: readonly string[] = [this.certificate]): string {
    const keys = certificates.map(
      (certificate) =>
        `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>` +
        `<ds:X509Certificate>${certificate.replace(/(.{64})/g, '$1\n')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
    );
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n` +
      `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${this.entityId}">` +
      `<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}` +
      `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${this.entityId}/sso"/>` +
      `</md:IDPSSODescriptor></md:EntityDescriptor>`
    );
  }

  /** A base64 response for a player, by default as AWS wants it. */
  response(player: string, content: SamlContent = {}, signing: SamlSigning = {}): string {
    return Buffer.from(this.responseXml(player, content, signing)).toString('base64');
  }

  responseXml(player: string, content: SamlContent = {}, signing: SamlSigning = {}): string {
    const { sign = 'assertion' } = signing;
    const xml = unsignedResponse(this.entityId, player, content, this.clock.now());
    if (sign === 'nothing') return xml;
    return this.sign(xml, sign === 'assertion' ? 'Assertion' : 'Response', signing);
  }

  /** Signs one element of a document, as the last child of its issuer's parent. */
  sign(xml: string, name: 'Assertion' | 'Response', { algorithm = rsaSha256, digest = sha256 }: SamlSigning = {}) {
    const xpath = `//*[local-name(.)='${name}']`;
    const signer = new SignedXml({
      privateKey: this.#keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      signatureAlgorithm: algorithm as never,
      canonicalizationAlgorithm: exclusive,
    });
    signer.addReference({
      xpath,
      digestAlgorithm: digest as never,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    });
    signer.computeSignature(xml, {
      prefix: 'ds',
      location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
    });
    return signer.getSignedXml();
  }
}

function unsignedResponse(entityId: string, player: string, content: SamlContent, now: number): string {
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const {
    issuer = entityId,
    audience = 'urn:amazon:webservices',
    recipient = 'https://signin.aws.amazon.com/saml',
    notBefore = -60,
    expires = 300,
    inResponseTo,
    attributes = {},
    status = 'urn:oasis:names:tc:SAML:2.0:status:Success',
    nameXml = escaped(player),
  } = content;
  const statements = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${escaped(name)}">${values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  );
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"` +
    ` ID="_${randomUUID()}" Version="2.0" IssueInstant="${at(0)}" Destination="${recipient}">` +
    `<saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${status}"/></samlp:Status>` +
    `<saml:Assertion ID="_${randomUUID()}" Version="2.0" IssueInstant="${at(0)}"><saml:Issuer>${issuer}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameXml}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData` +
    ` NotOnOrAfter="${at(expires)}" Recipient="${recipient}"${inResponseTo === undefined ? '' : ` InResponseTo="${inResponseTo}"`}/>` +
    `</saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${at(notBefore)}" NotOnOrAfter="${at(expires)}">` +
    (audience === ''
      ? ''
      : `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`) +
    `</saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${at(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>` +
    `urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    (statements.length === 0 ? '' : `<saml:AttributeStatement>${statements.join('')}</saml:AttributeStatement>`) +
    `</saml:Assertion></samlp:Response>`
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
