import { type KeyObject, randomBytes, sign } from 'node:crypto';
import type * as AsnSchema from '@peculiar/asn1-schema';
import type * as AsnX509 from '@peculiar/asn1-x509';
import type { KeyPair } from './key-pair';

/** An extension of a certificate (RFC 5280, 4.2): its object identifier, and what it holds, as its ASN.1 type or in DER. */
export interface CertificateExtension {
  readonly id: string;
  readonly critical?: boolean;
  readonly value: object;
}

/** What a certificate says. */
export interface CertificateContent {
  /** The common name of whom it is for. */
  readonly subject: string;
  readonly publicKey: KeyObject;
  /** Who signs it, by their common name or by their own certificate's whole name, and the key for that: RSA or an elliptic curve's. */
  readonly issuer: { readonly name: string | AsnX509.Name; readonly privateKey: KeyObject };
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions?: readonly CertificateExtension[];
}

/** ASN.1 and the types of X.509. They are loaded where a certificate is made or read: most starts do neither. */
export function loadAsn1(): typeof AsnSchema & typeof AsnX509 {
  return { ...require('@peculiar/asn1-schema'), ...require('@peculiar/asn1-x509') };
}

/** An X.509 certificate in DER: Node makes keys, but no certificates. */
export function makeCertificate(content: CertificateContent): Buffer {
  const {
    AsnConvert,
    Certificate,
    Extension,
    Extensions,
    OctetString,
    SubjectPublicKeyInfo,
    TBSCertificate,
    Validity,
    Version,
  } = loadAsn1();
  const { issuer, publicKey, extensions = [] } = content;
  const signatureAlgorithm = algorithmOf(issuer.privateKey);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: signatureAlgorithm,
    issuer: typeof issuer.name === 'string' ? nameOf(issuer.name) : issuer.name,
    validity: new Validity({ notBefore: content.notBefore, notAfter: content.notAfter }),
    subject: nameOf(content.subject),
    subjectPublicKeyInfo: AsnConvert.parse(publicKey.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo),
  });
  if (extensions.length > 0) {
    tbsCertificate.extensions = new Extensions(
      extensions.map(
        ({ id, critical = false, value }) =>
          new Extension({ extnID: id, critical, extnValue: new OctetString(AsnConvert.serialize(value)) }),
      ),
    );
  }
  const signed = Buffer.from(AsnConvert.serialize(tbsCertificate));
  const signatureValue = new Uint8Array(sign('sha256', signed, issuer.privateKey)).buffer;
  return Buffer.from(AsnConvert.serialize(new Certificate({ tbsCertificate, signatureAlgorithm, signatureValue })));
}

/** A certificate that an RSA key pair has made for itself, in base64: without extensions, valid from 2020 to 2099. */
export function selfSignedCertificate(keys: KeyPair, name: string): string {
  return makeCertificate({
    subject: name,
    publicKey: keys.publicKey,
    issuer: { name, privateKey: keys.privateKey },
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2099-12-31T23:59:59Z'),
  }).toString('base64');
}

/** A certificate in PEM. */
export function pemOf(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function algorithmOf(key: KeyObject) {
  const { AlgorithmIdentifier } = loadAsn1();
  // ecdsa-with-SHA256 has no parameters (RFC 5758, 3.2), sha256WithRSAEncryption has NULL (RFC 4055, 5).
  return key.asymmetricKeyType === 'ec'
    ? new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' })
    : new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.11', parameters: null });
}

function nameOf(commonName: string) {
  const { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } = loadAsn1();
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: '2.5.4.3', value })])]);
}

/** Positive, and not to be guessed (RFC 5280, 4.1.2.2). */
function serialNumber(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.buffer;
}
