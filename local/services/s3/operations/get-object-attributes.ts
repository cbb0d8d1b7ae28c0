import { s3Permissions } from '../../../../policy/operations/s3';
import type { HttpRequest } from '../../../http/message';
import type { Call, Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { type Conditions, judgeRead, readConditions } from '../conditions';
import { s3Errors } from '../errors';
import { page } from '../listing/walk';
import { readQuestion, readVersion, versionIdParameter } from '../reading';
import type { ObjectVersion } from '../store/object-version';
import { checksumMembers } from './copy-object';

const attributes = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'] as const;
type Attribute = (typeof attributes)[number];

/** The most parts of one answer. */
const largestPage = 1000;

interface GetObjectAttributesInput extends ObjectTarget {
  readonly versionId?: string;
  readonly asked: readonly Attribute[];
  readonly maxParts: number;
  readonly after: number;
  readonly conditions: Conditions;
}

/**
 * What is known of an object, without its bytes; also of an archived one.
 *
 * Both the right to read it and the one to its attributes are needed, and those to the version where one is named (**documented**).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
 */
export function getObjectAttributes(buckets: Buckets): Operation<GetObjectAttributesInput, RestOutput> {
  return {
    name: 'GetObjectAttributes',
    signature: 'optional',
    parse: (request) => ({
      ...objectTarget(request),
      versionId: versionIdParameter(request.query),
      asked: askedAttributes(request),
      maxParts: Math.min(wholeNumber(request.headers['x-amz-max-parts']) ?? largestPage, largestPage),
      after: wholeNumber(request.headers['x-amz-part-number-marker']) ?? 0,
      conditions: readConditions(request.headers),
    }),
    authorize(input) {
      const bucket = buckets.named(input.bucket, input.expectedOwner);
      return [readQuestion(bucket, input), bucket.question(s3Permissions.GetObjectAttributes, input)];
    },
    run: (input, call) => answer(buckets.named(input.bucket), input, call),
  };
}

function answer(bucket: Bucket, input: GetObjectAttributesInput, call: Call): RestOutput {
  const version = readVersion(bucket, input, call);
  const headers = {
    'last-modified': new Date(version.lastModified).toUTCString(),
    'x-amz-version-id': bucket.versioned ? version.versionId : undefined,
  };
  if (judgeRead(input.conditions, version) === 'not modified') return { status: 304, headers };
  const told = attributes.filter((name) => input.asked.includes(name));
  const members = told.map((name) => [name, attributeOf[name](version, input)]);
  return { headers, xml: { GetObjectAttributesResponse: Object.fromEntries(members) } };
}

const attributeOf: Readonly<Record<Attribute, (version: ObjectVersion, input: GetObjectAttributesInput) => unknown>> = {
  // Without its quotes, unlike everywhere else (**documented** by the page's example).
  ETag: ({ etag }) => etag.replaceAll('"', ''),
  Checksum: ({ checksum }) => (checksum ? checksumMembers(checksum) : undefined),
  ObjectParts: partsOf,
  // The page leaves it open for STANDARD, where the guide's example has it.
  StorageClass: ({ headers }) => headers.storageClass,
  ObjectSize: ({ body }) => body.size,
};

/**
 * Of an object that came whole there are none; of one whose upload asked for no checksums, only how many (**documented**: `Part`,
 * **observed**: boto3#3509).
 */
function partsOf({ parts }: ObjectVersion, { maxParts, after }: GetObjectAttributesInput): unknown {
  if (parts === undefined) return undefined;
  if (parts.some(({ checksum }) => checksum === undefined)) return { PartsCount: parts.length };
  const numbered = parts.map((part, index) => ({ ...part, number: index + 1 })).filter(({ number }) => number > after);
  const { items, truncated } = page(numbered, maxParts);
  return {
    PartsCount: parts.length,
    PartNumberMarker: after,
    NextPartNumberMarker: items.at(-1)?.number ?? 0,
    MaxParts: maxParts,
    IsTruncated: truncated,
    Part: items.map(({ number, size, checksum }) => {
      const { ChecksumType: _wholeObjectOnly, ...checksums } = checksumMembers(checksum);
      return { PartNumber: number, Size: size, ...checksums };
    }),
  };
}

/** **Observed** words: versitygw#915 (none), versitygw#917 (an unknown one). @throws InvalidRequest, InvalidArgument */
function askedAttributes({ headers }: HttpRequest): Attribute[] {
  const header = 'x-amz-object-attributes';
  const names = (headers[header] ?? '').split(',').flatMap((name) => name.trim() || []);
  if (names.length === 0) {
    throw s3Errors.invalidRequest(
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  }
  return names.map((name) => {
    const known = attributes.find((attribute) => attribute === name);
    if (known === undefined) throw s3Errors.invalidArgument('Invalid attribute name specified.', header, name);
    return known;
  });
}

/** What is no number is as good as absent (**observed**: versitygw#1806). */
const wholeNumber = (value: string | undefined) => (/^\d{1,9}$/.test(value ?? '') ? Number(value) : undefined);
