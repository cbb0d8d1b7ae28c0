import { type KeyObject, sign } from 'node:crypto';

/**
 * A self-signed X.509 certificate of an RSA key pair, in base64: Node makes keys but no certificates, and a certificate in the
 * repository would bring its private key with it. Valid from 2020 to 2099; no extensions.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function selfSignedCertificate(keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }): string {
  const sha256WithRsa = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
  const commonName = sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('Local SAML issuer')));
  const name = sequence(der(0x31, commonName));
  const certificate = sequence(
    // Version 3.
    der(0xa0, der(0x02, Buffer.from([2]))),
    // Serial number.
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    // Until 2049 years have two digits, and a type of their own (RFC 5280, 4.1.2.5).
    sequence(der(0x17, Buffer.from('200101000000Z')), der(0x18, Buffer.from('20991231235959Z'))),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', certificate, keys.privateKey);
  // A bit string begins with the number of its unused bits.
  return sequence(certificate, sha256WithRsa, der(0x03, Buffer.concat([Buffer.from([0]), signature]))).toString(
    'base64',
  );
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(content));
}

function der(tag: number, content: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(bytes: number): Buffer {
  if (bytes < 128) return Buffer.from([bytes]);
  const digits = Buffer.from(bytes.toString(16).padStart(bytes < 256 ? 2 : bytes < 65_536 ? 4 : 6, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}
