import { createHash, generateKeyPairSync, type KeyObject, type X509Certificate } from 'node:crypto';
import { type CertificateExtension, loadAsn1, makeCertificate, pemOf } from '../shared/certificate';
import { bareAddress, isAddress, permittedHosts } from './permitted-names';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** How long an authority lasts: short enough to be made anew now and then, long enough not to be trusted anew each month. */
const authorityDays = 730;

/** How long a certificate of a listener lasts. Its key is in memory alone, so it is not used for longer than the local cloud runs. */
const leafDays = 14;

const serverAuthentication = '1.3.6.1.5.5.7.3.1';

/** A certificate and its key, in PEM. */
export interface CertifiedKey {
  readonly certificate: string;
  readonly key: string;
}

/** An authority that can sign. */
export interface SigningAuthority {
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
}

/**
 * A new certificate authority. Whoever trusts it trusts it with these hosts alone: the name constraints are critical, so whoever does not
 * understand them refuses it. It signs no further authority, and certifies servers only.
 *
 * @param hosts beside this machine's own
 * @throws Error for a host that no authority should vouch for
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1
 */
export function newAuthority(hosts: readonly string[], now = Date.now()): CertifiedKey {
  const permitted = permittedHosts(hosts);
  const { publicKey, privateKey } = newKeys();
  const id = keyId(publicKey);
  // Told apart from an older one where both are listed.
  const name = `Local cloud of this machine ${id.subarray(0, 4).toString('hex')}`;
  const asn1 = loadAsn1();
  const certificate = makeCertificate({
    subject: name,
    publicKey,
    issuer: { name, privateKey },
    notBefore: new Date(now - hour),
    notAfter: new Date(now + authorityDays * day),
    extensions: [
      {
        id: asn1.id_ce_basicConstraints,
        critical: true,
        value: new asn1.BasicConstraints({ cA: true, pathLenConstraint: 0 }),
      },
      keyUsage(asn1.KeyUsageFlags.keyCertSign),
      serverOnly(),
      { id: asn1.id_ce_nameConstraints, critical: true, value: nameConstraints(permitted) },
      { id: asn1.id_ce_subjectKeyIdentifier, value: new asn1.SubjectKeyIdentifier(id) },
    ],
  });
  return { certificate: pemOf(certificate), key: pemOfKey(privateKey) };
}

/** A certificate for a listener, by an authority. It has a new key. */
export function newLeaf(
  { certificate, privateKey }: SigningAuthority,
  hosts: readonly string[],
  now = Date.now(),
): CertifiedKey {
  const keys = newKeys();
  const asn1 = loadAsn1();
  const leaf = makeCertificate({
    subject: 'Local cloud',
    publicKey: keys.publicKey,
    issuer: { name: asn1.AsnConvert.parse(certificate.raw, asn1.Certificate).tbsCertificate.subject, privateKey },
    notBefore: new Date(Math.max(now - hour, Date.parse(certificate.validFrom))),
    notAfter: new Date(Math.min(now + leafDays * day, Date.parse(certificate.validTo))),
    extensions: [
      { id: asn1.id_ce_basicConstraints, critical: true, value: new asn1.BasicConstraints() },
      keyUsage(asn1.KeyUsageFlags.digitalSignature),
      serverOnly(),
      { id: asn1.id_ce_subjectAltName, value: new asn1.SubjectAlternativeName(hosts.map(generalName)) },
      {
        id: asn1.id_ce_authorityKeyIdentifier,
        value: new asn1.AuthorityKeyIdentifier({
          keyIdentifier: new asn1.KeyIdentifier(keyId(certificate.publicKey)),
        }),
      },
    ],
  });
  return { certificate: pemOf(leaf), key: pemOfKey(keys.privateKey) };
}

/**
 * The hosts that an authority may vouch for.
 *
 * @returns undefined where it is none that is held to names, or to this machine's own among them
 */
export function hostsOf(certificate: X509Certificate): readonly string[] | undefined {
  const { AsnConvert, Certificate, id_ce_nameConstraints, NameConstraints } = loadAsn1();
  const { extensions = [] } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;
  const constraint = extensions.find(({ extnID }) => extnID === id_ce_nameConstraints);
  if (!certificate.ca || constraint?.critical !== true) return undefined;
  const { permittedSubtrees = [] } = AsnConvert.parse(constraint.extnValue, NameConstraints);
  const hosts = [...permittedSubtrees].map(({ base }) => base.dNSName ?? hostOfRange(base.iPAddress ?? ''));
  const known = ['localhost', '127.0.0.1', '[::1]'];
  return known.every((host) => hosts.includes(host)) ? hosts : undefined;
}

function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function keyId(publicKey: KeyObject): Buffer {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}

function pemOfKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function keyUsage(flag: number): CertificateExtension {
  const { id_ce_keyUsage, KeyUsage } = loadAsn1();
  return { id: id_ce_keyUsage, critical: true, value: new KeyUsage(flag) };
}

function serverOnly(): CertificateExtension {
  const { ExtendedKeyUsage, id_ce_extKeyUsage } = loadAsn1();
  return { id: id_ce_extKeyUsage, value: new ExtendedKeyUsage([serverAuthentication]) };
}

function generalName(host: string) {
  const { GeneralName } = loadAsn1();
  return new GeneralName(isAddress(host) ? { iPAddress: bareAddress(host) } : { dNSName: host });
}

function nameConstraints(hosts: readonly string[]) {
  const { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } = loadAsn1();
  const subtrees = hosts.map((host) => {
    // One address is a range of one.
    const range = `${bareAddress(host)}/${host.startsWith('[') ? 128 : 32}`;
    return new GeneralSubtree({ base: isAddress(host) ? new GeneralName({ iPAddress: range }) : generalName(host) });
  });
  return new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) });
}

/** The one address of a range; a wider one is no host, and gives leave for none. */
function hostOfRange(range: string): string {
  const [, address = '', bits] = /^(.*)\/(\d+)$/.exec(range) ?? [];
  if (address.includes(':')) return bits === '128' ? `[${address}]` : '';
  return bits === '32' ? address : '';
}
