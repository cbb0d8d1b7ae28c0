import { s3Errors } from './errors';
import { readXml, textOf } from './xml-input';

/** An object's most tags, and the lengths of their parts in UTF-16 units (**documented**: "Object tagging"). */
const mostTags = 10;
const longestName = 128;
const longestValue = 256;

/** The tags of an `x-amz-tagging` header: query parameters. @throws InvalidArgument, InvalidTag, BadRequest */
export function readTags(header: string | undefined): ReadonlyMap<string, string> {
  return header ? checkedTags([...new URLSearchParams(header)]) : new Map();
}

/** The tags of a form's `tagging` field: XML. @throws MalformedXML, InvalidTag, BadRequest */
export function readTagging(xml: string | undefined): ReadonlyMap<string, string> {
  if (!xml) return new Map();
  const [set] = readXml(Buffer.from(xml), 'Tagging').TagSet ?? [];
  const tags = typeof set === 'object' ? (set.Tag ?? []) : [];
  return checkedTags(tags.map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? '']));
}

function checkedTags(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (tags.has(name)) throw s3Errors.invalidTag('Cannot provide multiple Tags with the same key');
    if (name === '' || name.length > longestName) throw s3Errors.invalidTag('The TagKey you have provided is invalid');
    if (value.length > longestValue) throw s3Errors.invalidTag('The TagValue you have provided is invalid');
    tags.set(name, value);
  }
  if (tags.size > mostTags) throw s3Errors.badRequest('Object tags cannot be greater than 10');
  return tags;
}
