import { DOMParser } from '@xmldom/xmldom';

/** The namespaces of SAML 2.0 and XML signatures. */
export const namespaces = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/** Which vocabulary an element is from. */
export type Vocabulary = keyof typeof namespaces;

/** Elements within elements, at most: a SAML response has about ten. */
const deepest = 64;

/**
 * Parses XML that a stranger wrote, and answers its root element. A document type is refused, and with it every entity, internal or
 * external (SAML has no use for one).
 *
 * @throws Error without the text itself
 */
export function parseXml(text: string): Element {
  // In a comment or CDATA section these words are harmless, but nobody has reason to write them there either.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error('a document type is not allowed');
  checkDepth(text);
  const refuse = () => {
    throw new Error('it is not well-formed XML');
  };
  const parser = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } });
  const { documentElement } = parser.parseFromString(text, 'text/xml');
  if (!documentElement) throw new Error('it is not well-formed XML');
  return documentElement;
}

/** Counted before the parser sees the text: what walks the tree afterwards does so recursively. */
function checkDepth(text: string): void {
  let depth = 0;
  for (const [, closing, opening, selfClosing] of text.matchAll(/<(?:(\/)|([^\s!?/<>][^<>]*?(\/)?>))/g)) {
    if (closing !== undefined) depth -= 1;
    else if (opening !== undefined && selfClosing === undefined) depth += 1;
    if (depth > deepest) throw new Error('its elements are nested too deep');
  }
}

/** Whether an element is this one of this vocabulary. */
export function isElement(element: Element, vocabulary: Vocabulary, name: string): boolean {
  return element.namespaceURI === namespaces[vocabulary] && element.localName === name;
}

/** The children of an element that have this name, in their order. Never deeper descendants. */
export function children(element: Element, vocabulary: Vocabulary, name: string): readonly Element[] {
  const found: Element[] = [];
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === 1 && isElement(node as Element, vocabulary, name)) found.push(node as Element);
  }
  return found;
}

/** An element's text, comments left out; whitespace around it too. */
export function textOf(element: Element): string {
  return (element.textContent ?? '').trim();
}

/** An attribute's value; undefined where there is none. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;
}
