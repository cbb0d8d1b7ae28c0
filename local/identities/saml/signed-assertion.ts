import type { KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { TokenRefused } from '../token-refused';
import { attributeOf, children, isElement, parseXml } from './xml-document';

/** How long a response may be, in characters of its base64: the length of a login (documented: GetId). */
export const longestResponse = 50_000;

/** No SHA-1, which no longer proves anything; no HMAC, whose key would be the public one. What AWS takes is unconfirmed. */
const signatureMethods = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
];
const digestMethods = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];
/** Those that leave comments out: a comment in the middle of a name must not cut it short. */
const transforms = [
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
];

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * The assertion of a base64 SAML response, as it was signed. It is read back from the very bytes that the signature covers, so whatever
 * else is in the response (a second assertion, the signed one moved elsewhere) is never looked at.
 *
 * @throws TokenRefused
 */
export function signedAssertion(token: string, keys: readonly KeyObject[]): Element {
  const text = decoded(token);
  const response = saml(() => parseXml(text));
  if (!isElement(response, 'protocol', 'Response')) throw new TokenRefused('malformed-saml', 'its root is no Response');
  const [status] = children(response, 'protocol', 'Status').flatMap((one) => children(one, 'protocol', 'StatusCode'));
  if (status === undefined || attributeOf(status, 'Value') !== success) {
    throw new TokenRefused('malformed-saml', 'its status is not Success');
  }
  // Cognito takes no encrypted assertions (documented: IAM guide, "Create a SAML identity provider").
  if (children(response, 'assertion', 'EncryptedAssertion').length > 0) {
    throw new TokenRefused('malformed-saml', 'its assertion is encrypted');
  }
  const claimed = theAssertion(response);
  const [signature, ...more] = [claimed, response].flatMap((parent) => children(parent, 'signature', 'Signature'));
  if (signature === undefined) throw new TokenRefused('bad-signature', 'nothing of it is signed');
  // The assertion's own comes first. A second one, around it, adds nothing.
  if (more.some((other) => other.parentNode === signature.parentNode)) throw new TokenRefused('bad-signature');
  const signed = parseXml(signedText(text, signature, keys));
  return isElement(signed, 'protocol', 'Response') ? theAssertion(signed) : anAssertion(signed);
}

function decoded(token: string): string {
  const compact = token.replace(/\s/g, '');
  if (token.length > longestResponse || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    throw new TokenRefused('malformed-saml', 'it is not base64');
  }
  return Buffer.from(compact, 'base64').toString('utf8');
}

function theAssertion(response: Element): Element {
  const [assertion, ...more] = children(response, 'assertion', 'Assertion');
  if (assertion === undefined || more.length > 0) {
    throw new TokenRefused('malformed-saml', 'it does not hold exactly one assertion');
  }
  return assertion;
}

function anAssertion(element: Element): Element {
  if (isElement(element, 'assertion', 'Assertion')) return element;
  throw new TokenRefused('bad-signature', 'what is signed is no assertion');
}

/** The canonical text of what a signature covers, by the first key that it verifies with. */
function signedText(text: string, signature: Element, keys: readonly KeyObject[]): string {
  for (const key of keys) {
    const verifier = verifierFor(key);
    try {
      verifier.loadSignature(signature);
      if (!verifier.checkSignature(text)) continue;
    } catch {
      continue;
    }
    const [only, ...more] = verifier.getSignedReferences();
    if (only !== undefined && more.length === 0) return only;
  }
  throw new TokenRefused('bad-signature');
}

function verifierFor(key: KeyObject): SignedXml {
  const verifier = new SignedXml({
    publicCert: key.export({ type: 'spki', format: 'pem' }),
    // A key that comes with the signature proves nothing.
    getCertFromKeyInfo: () => null,
  });
  keepOnly(verifier.SignatureAlgorithms, signatureMethods);
  keepOnly(verifier.HashAlgorithms, digestMethods);
  keepOnly(verifier.CanonicalizationAlgorithms, transforms);
  return verifier;
}

function keepOnly(algorithms: Record<string, unknown>, kept: readonly string[]): void {
  for (const name of Object.keys(algorithms)) if (!kept.includes(name)) delete algorithms[name];
}

function saml<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new TokenRefused('malformed-saml', error instanceof Error ? error.message : '');
  }
}
