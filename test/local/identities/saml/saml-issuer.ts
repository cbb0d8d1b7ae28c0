import { type SamlContent, samlResponse } from '../../../../local/idp/saml/saml-response';
import { signXml, type XmlSigning } from '../../../../local/idp/saml/sign-xml';
import { selfSignedCertificate } from '../../../../local/shared/certificate';
import type { Clock } from '../../../../local/shared/clock';
import { keyPairOnHand } from '../../../once-per-worker/key-pairs';

/** What a response says beside its player; what no identity provider would say too. */
export interface TestContent extends Partial<Omit<SamlContent, 'entityId' | 'nameId' | 'now'>> {
  readonly issuer?: string;
  readonly inResponseTo?: string;
  readonly status?: string;
  /** XML in the place of the player's name, already escaped. */
  readonly nameXml?: string;
}

/** How a response is signed. */
export interface SamlSigning extends Partial<Pick<XmlSigning, 'algorithm' | 'digest'>> {
  readonly sign?: 'assertion' | 'response' | 'nothing';
}

/** How many issuers this test file has made: no two have the same keys, nor those of a cloud that is told of them. */
let issuers = 0;
const afterThoseOfClouds = 20;

/** A SAML identity provider in the test's own process: real keys, a real certificate, real signatures. */
export class SamlIssuer {
  readonly #keys = keyPairOnHand(afterThoseOfClouds + issuers++);
  readonly certificate = selfSignedCertificate(this.#keys, 'Local SAML issuer');

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
  response(player: string, content: TestContent = {}, signing: SamlSigning = {}): string {
    return Buffer.from(this.responseXml(player, content, signing)).toString('base64');
  }

  responseXml(player: string, content: TestContent = {}, { sign = 'assertion', ...signing }: SamlSigning = {}): string {
    const xml = this.#unsigned(player, content);
    if (sign === 'nothing') return xml;
    const { privateKey } = this.#keys;
    const element = sign === 'assertion' ? 'Assertion' : 'Response';
    return signXml(xml, element, { privateKey, certificate: this.certificate, ...signing });
  }

  #unsigned(player: string, { issuer, inResponseTo, status, nameXml, ...content }: TestContent): string {
    const xml = samlResponse({
      entityId: issuer ?? this.entityId,
      nameId: player,
      attributes: {},
      now: this.clock.now(),
      ...content,
    });
    const changes: readonly (readonly [RegExp, string | undefined])[] = [
      [/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, content.audience === '' ? '' : undefined],
      [
        /(?<=<saml:SubjectConfirmationData )/,
        inResponseTo === undefined ? undefined : `InResponseTo="${inResponseTo}" `,
      ],
      [/(?<=<samlp:StatusCode Value=")[^"]+/, status],
      [/(?<=persistent">)/, nameXml],
    ];
    return changes.reduce((text, [place, change]) => (change === undefined ? text : text.replace(place, change)), xml);
  }
}
