import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { selfSignedCertificate } from './self-signed-certificate';
import type { XmlSigning } from './sign-xml';

const makeKeyPair = promisify(generateKeyPair);

/** A new key to sign assertions with, and its certificate. It is made in another thread, which takes a CPU about 100 ms. */
export async function generateSigningKey(): Promise<Pick<XmlSigning, 'privateKey' | 'certificate'>> {
  const keys = await makeKeyPair('rsa', { modulusLength: 2048 });
  return { privateKey: keys.privateKey, certificate: selfSignedCertificate(keys) };
}
