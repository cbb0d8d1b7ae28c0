import type { MakeKeyPair } from '../../shared/key-pair';
import { selfSignedCertificate } from './self-signed-certificate';
import type { XmlSigning } from './sign-xml';

/** A new key to sign assertions with, and its certificate. */
export async function generateSigningKey(
  makeKeyPair: MakeKeyPair,
): Promise<Pick<XmlSigning, 'privateKey' | 'certificate'>> {
  const keys = await makeKeyPair();
  return { privateKey: keys.privateKey, certificate: selfSignedCertificate(keys) };
}
