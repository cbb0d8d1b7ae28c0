import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type CertifiedKey, hostsOf, newLeaf } from './authority-certificate';
import { canonicalHost, isPermitted } from './permitted-names';

/** The certificate authority of this machine. */
export interface Authority {
  /** Where its certificate lies: what a browser is told to trust. */
  readonly file: string;
  /** In PEM. */
  readonly certificate: string;
  readonly validTo: Date;
  /**
   * A certificate of its own for a listener.
   *
   * @throws Error for a host that the authority may not vouch for, with what to do
   */
  certify(hosts: readonly string[]): CertifiedKey;
}

/**
 * An authority that was read.
 *
 * @param file where it lies, to be told
 * @param whatToDo where it is not good for anything
 * @throws Error where it has expired, or is none that is held to this machine's names
 */
export function authorityOf(
  { certificate: pem, key }: CertifiedKey,
  file: string,
  whatToDo: string,
  now = Date.now(),
): Authority {
  const signing = signingOf({ certificate: pem, key });
  const hosts = signing === undefined ? undefined : hostsOf(signing.certificate);
  if (signing === undefined || hosts === undefined) {
    throw new Error(`${file} and the key beside it are no certificate authority of the local cloud: ${whatToDo}`);
  }
  const { validFrom, validTo } = signing.certificate;
  if (Date.parse(validTo) <= now) throw new Error(`${file} expired on ${validTo}: ${whatToDo}`);
  if (Date.parse(validFrom) > now) throw new Error(`${file} is valid from ${validFrom} on: set this machine's clock`);
  return {
    file,
    certificate: pem,
    validTo: new Date(validTo),
    certify: (wanted) => {
      const beyond = wanted.find((host) => !isPermitted(host, hosts));
      if (beyond === undefined) return newLeaf(signing, [...new Set(wanted.map(canonicalHost))], now);
      throw new Error(
        `${file} may not vouch for ${beyond}, as it was made for ${hosts.join(', ')} alone: leave ${beyond} out, or ${whatToDo}`,
      );
    },
  };
}

/** Certificate and key, where they are such and belong together. */
function signingOf({ certificate: pem, key }: CertifiedKey) {
  try {
    const certificate = new X509Certificate(pem);
    const privateKey = createPrivateKey(key);
    const own = certificate.checkPrivateKey(privateKey) && certificate.verify(certificate.publicKey);
    return own ? { certificate, privateKey } : undefined;
  } catch {
    return undefined;
  }
}
