import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { s3Errors } from './errors';

/** The longest document that S3's operations need: 1,000 keys of 1 KiB, every byte escaped, and their tags (**documented**: 2 MB). */
const longestDocument = 8 * 1024 * 1024;

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
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) throw s3Errors.malformedXml();
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
    if (codePoint > 0x10ffff) throw s3Errors.malformedXml();
    return String.fromCodePoint(codePoint);
  });
}

function isMembers(value: unknown): value is { readonly [name: string]: readonly XmlNode[] } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
