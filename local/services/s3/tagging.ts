import { s3Errors } from './errors';
import { readXml, textOf } from './xml-input';

/** An object's most tags, and the lengths of their parts in characters (**documented**: "Categorizing your objects using tags"). */
const mostTags = 10;
const longestName = 128;
const longestValue = 256;

/**
 * Letters, digits, spaces and `+ - = . _ : / @` (**documented**, as above). Letters are those of ASCII: **observed** of others
 * (minio/minio#15804), of a comma (gardenlinux/gardenlinux#3720), of brackets (aws/aws-cli#2841).
 */
const allowed = /^[A-Za-z0-9 +\-=._:/@]*$/;

type Pair = readonly [name: string, value: string];

/** The tags of an object, by their keys. */
export type Tags = ReadonlyMap<string, string>;

/**
 * The tags of an `x-amz-tagging` header: query parameters; one without `=` has an empty value, and what is empty between two `&` is none
 * (**observed**: versitygw#1216).
 *
 * @throws InvalidArgument, InvalidTag, BadRequest
 */
export function readTags(header: string | undefined): Tags {
  const pairs = (header ?? '').split('&').flatMap((part) => (part === '' ? [] : [readPair(part, header ?? '')]));
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw badlyEncoded(header ?? '');
  return checkedTags(pairs);
}

/** The tags of a `Tagging` document. @throws MalformedXML, InvalidTag, BadRequest */
export function readTagging(xml: Buffer): Tags {
  const { TagSet: [set, ...more] = [] } = readXml(xml, 'Tagging');
  if (set === undefined || more.length > 0) throw s3Errors.malformedXml();
  const tags = typeof set === 'object' ? (set.Tag ?? []) : [];
  return checkedTags(
    tags.map((tag) => {
      const [name, value] = [textOf(tag, 'Key'), textOf(tag, 'Value')];
      if (name === undefined || value === undefined) throw s3Errors.malformedXml();
      return [name, value];
    }),
  );
}

/** A `Tagging` document, as answers hold it. */
export function taggingDocument(tags: Tags): Readonly<Record<string, unknown>> {
  return { Tagging: { TagSet: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) } } };
}

function readPair(part: string, header: string): Pair {
  const [name = '', value = '', ...more] = part.split('=');
  if (name === '' || more.length > 0) throw badlyEncoded(header);
  const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
  try {
    return [decode(name), decode(value)];
  } catch {
    throw badlyEncoded(header);
  }
}

/** **Observed** words: open-io/swift3#92 (a key twice), versitygw#1215 (no key), aws/aws-cli#2841 (`=` that is not escaped). */
function badlyEncoded(header: string) {
  return s3Errors.invalidArgument(
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    'x-amz-tagging',
    header,
  );
}

/**
 * **Observed** words: versitygw#1232 (keys), gardenlinux/gardenlinux#3720 (values), versitygw#1214 (a key twice),
 * scality/cloudserver#727 (too many), cloud-custodian#370 (`aws:`, of a bucket's tags).
 */
function checkedTags(pairs: readonly Pair[]): Tags {
  const tags = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (tags.has(name)) throw s3Errors.invalidTag('Cannot provide multiple Tags with the same key');
    if (name === '' || !fits(name, longestName)) throw s3Errors.invalidTag('The TagKey you have provided is invalid');
    if (/^aws:/i.test(name)) throw s3Errors.invalidTag('Your TagKey cannot be prefixed with aws:');
    if (!fits(value, longestValue)) throw s3Errors.invalidTag('The TagValue you have provided is invalid');
    tags.set(name, value);
  }
  if (tags.size > mostTags) throw s3Errors.badRequest('Object tags cannot be greater than 10');
  return tags;
}

const fits = (text: string, longest: number) => text.length <= longest && allowed.test(text);
