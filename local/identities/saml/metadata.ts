import { type KeyObject, X509Certificate } from 'node:crypto';
import { attributeOf, children, isElement, parseXml, textOf } from './xml-document';

/** What the metadata of a SAML identity provider says. */
export interface SamlMetadata {
  /** As its assertions name their issuer. */
  readonly entityId: string;
  /** The public keys that its signatures verify with: several while it changes them. */
  readonly keys: readonly KeyObject[];
  /** Where its sign-in pages are: https URLs, without query and trailing slash. It may name none. */
  readonly signOnLocations: readonly string[];
}

/** 1,000 to 10,000,000 characters (documented: CreateSAMLProvider). */
const longest = 10_000_000;
/** In bits (documented: IAM guide, "Create a SAML identity provider"). */
const shortestKey = 1024;

/**
 * Reads the metadata document of a SAML identity provider. When its certificates or the document itself expire makes no difference:
 * IAM looks at neither (documented: IAM guide, "Create a SAML identity provider").
 *
 * @throws Error that says what the document lacks
 */
export function readSamlMetadata(text: string): SamlMetadata {
  if (text.length > longest) throw new Error(`it is longer than ${longest} characters`);
  if (text.startsWith('\uFEFF')) throw new Error('it begins with a byte order mark, which IAM does not take');
  const root = parseXml(text);
  if (!isElement(root, 'metadata', 'EntityDescriptor')) throw new Error('its root is no EntityDescriptor');
  const entityId = attributeOf(root, 'entityID');
  if (entityId === undefined || entityId === '') throw new Error('its EntityDescriptor has no entityID');
  const descriptors = children(root, 'metadata', 'IDPSSODescriptor');
  if (descriptors.length === 0) throw new Error('it describes no identity provider: there is no IDPSSODescriptor');
  const keys = descriptors
    .flatMap((descriptor) => children(descriptor, 'metadata', 'KeyDescriptor'))
    // Without a use, a key is for both (SAML metadata, 2.4.1.1).
    .filter((key) => (attributeOf(key, 'use') ?? 'signing') === 'signing')
    .flatMap((key) => children(key, 'signature', 'KeyInfo'))
    .flatMap((info) => children(info, 'signature', 'X509Data'))
    .flatMap((data) => children(data, 'signature', 'X509Certificate'))
    .map((certificate) => certificateKey(textOf(certificate)));
  if (keys.length === 0) throw new Error('it holds no certificate that assertions are signed with');
  return { entityId, keys, signOnLocations: [...new Set(descriptors.flatMap(signOnLocationsOf))] };
}

/** One for each binding, often the same. Those that are no https URL are nobody's page. */
function signOnLocationsOf(descriptor: Element): readonly string[] {
  return children(descriptor, 'metadata', 'SingleSignOnService')
    .map((service) => attributeOf(service, 'Location') ?? '')
    .filter((location) => URL.canParse(location) && new URL(location).protocol === 'https:')
    .map((location) => new URL(location))
    .map(({ origin, pathname }) => origin + pathname.replace(/\/$/, ''));
}

/**
 * The public key of a certificate in base64, as metadata holds it.
 *
 * @throws Error where IAM would not take it
 */
export function certificateKey(base64: string): KeyObject {
  let key: KeyObject;
  try {
    key = new X509Certificate(Buffer.from(base64, 'base64')).publicKey;
  } catch {
    throw new Error('one of its certificates can not be read');
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error('only RSA certificates are supported here');
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < shortestKey) {
    throw new Error(`one of its certificates has a key of less than ${shortestKey} bits`);
  }
  return key;
}
