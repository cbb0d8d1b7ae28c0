import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { s3Errors } from './errors';

/** The longest document that S3's operations need: 1,000 keys of 1 KiB, every byte escaped, and their tags (**documented**: 2 MB). */
const longestDocument = 8 * 1024 * 1024;

/** The longest tag, in characters: nothing that S3 reads stands in an attribute but a namespace. */
const longestTag = 1024;

/** The longest text between two tags, in characters: a key's 1,024 bytes, each as a reference, and the tag before it. */
const longestText = 8192;

/** The most tags, in characters `<`: 10,000 parts with five members each. */
const mostTags = 150_000;

/** The deepest element of the documents that are read here is the fourth. */
const deepest = 8;

/** The five entities of XML, and character references. Nothing is expanded that a document defines itself. */
const reference = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An element of a document: its text, or its members. A name that occurs once and several times looks the same: a list. */
export type XmlNode = string | { readonly [name: string]: readonly XmlNode[] };

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  processEntities: false,
  removeNSPrefix: true,
  trimValues: false,
  maxNestedTags: deepest,
  isArray: (_name, path) => String(path).includes('.'),
});

/**
 * A request's XML document, from its root's members on.
 *
 * @throws MalformedXML: also for another root, a document type, too much depth or length
 */
export function readXml(body: Buffer, root: string): { readonly [name: string]: readonly XmlNode[] } {
  if (body.length === 0 || body.length > longestDocument) throw s3Errors.malformedXml();
  const text = body.toString('utf8');
  // No client of S3 sends a document type, and everything dangerous in XML comes with one.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw s3Errors.malformedXml();
  // The parser's time goes with tags, attributes and references.
  if (isTooMuch(text)) throw s3Errors.malformedXml();
  let document: unknown;
  try {
    if (XMLValidator.validate(text) !== true) throw s3Errors.malformedXml();
    document = parser.parse(text);
  } catch {
    throw s3Errors.malformedXml();
  }
  const content = isMembers(document) ? document[root] : undefined;
  if (!isMembers(content)) throw s3Errors.malformedXml();
  return content;
}

/** The text of an element that occurs at most once, with its references resolved. @throws MalformedXML */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  if (node === undefined || typeof node === 'string') throw s3Errors.malformedXml();
  const elements = Object.hasOwn(node, name) ? (node[name] ?? []) : [];
  const [element] = elements;
  if (element === undefined) return undefined;
  if (elements.length > 1 || typeof element !== 'string') throw s3Errors.malformedXml();
  return element.replace(reference, (_whole, hexadecimal?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? '';
    const codePoint = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    // A lone surrogate is no character, and nothing that was named so could be listed again.
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) throw s3Errors.malformedXml();
    return String.fromCodePoint(codePoint);
  });
}

/** In one pass: a pattern for this would be tried anew at every character. */
function isTooMuch(text: string): boolean {
  let tags = 0;
  let end = -1;
  for (let start = text.indexOf('<'); start >= 0; ) {
    if (end < start) end = text.indexOf('>', start);
    const next = text.indexOf('<', start + 1);
    tags += 1;
    if (end < 0 || end - start > longestTag || tags > mostTags) return true;
    if ((next < 0 ? text.length : next) - start > longestText) return true;
    start = next;
  }
  return tags === 0;
}

function isMembers(value: unknown): value is { readonly [name: string]: readonly XmlNode[] } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
