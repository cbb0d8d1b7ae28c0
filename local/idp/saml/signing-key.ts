import { selfSignedCertificate } from '../../shared/certificate';
import type { MakeKeyPair } from '../../shared/key-pair';
import type { XmlSigning } from './sign-xml';

/** By which the key is asked for. */
export const signingKeyName = (entityId: string) => `issuer ${entityId}`;

/** A new key to sign assertions with, and its certificate. */
export async function generateSigningKey(
  makeKeyPair: MakeKeyPair,
  entityId: string,
): Promise<Pick<XmlSigning, 'privateKey' | 'certificate'>> {
  const keys = await makeKeyPair(signingKeyName(entityId));
  return { privateKey: keys.privateKey, certificate: selfSignedCertificate(keys, 'Local SAML issuer') };
}
