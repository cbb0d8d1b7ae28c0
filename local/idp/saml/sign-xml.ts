import type { KeyObject } from 'node:crypto';
import { type HashAlgorithmType, type SignatureAlgorithmType, SignedXml } from 'xml-crypto';

/** What a document is signed with. */
export interface XmlSigning {
  /** RSA. */
  readonly privateKey: KeyObject;
  /** The key's certificate in base64, which goes with the signature, as identity providers send it. */
  readonly certificate: string;
  /** @default RSA with SHA-256 */
  readonly algorithm?: SignatureAlgorithmType;
  /** @default SHA-256 */
  readonly digest?: HashAlgorithmType;
}

const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/**
 * Signs one element of a SAML response. The signature stands behind the element's issuer, where the schema has it.
 *
 * @see https://www.w3.org/TR/xmldsig-core1/
 */
export function signXml(xml: string, element: 'Assertion' | 'Response', signing: XmlSigning): string {
  const { privateKey, certificate, algorithm = rsaSha256, digest = sha256 } = signing;
  const xpath = `//*[local-name(.)='${element}']`;
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: exclusive,
    getKeyInfoContent: () => `<ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>`,
  });
  signer.addReference({
    xpath,
    digestAlgorithm: digest,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}
