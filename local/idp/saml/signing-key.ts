import { selfSignedCertificate } from '../../shared/certificate';
import type { MakeKeyPair } from '../../shared/key-pair';
import type { XmlSigning } from './sign-xml';

/** A new key to sign assertions with, and its certificate. */
export async function generateSigningKey(
  makeKeyPair: MakeKeyPair,
  entityId: string,
): Promise<Pick<XmlSigning, 'privateKey' | 'certificate'>> {
  const keys = await makeKeyPair(`issuer ${entityId}`);
  return { privateKey: keys.privateKey, certificate: selfSignedCertificate(keys, 'Local SAML issuer') };
}
