import { s3FurtherPermissions } from '../../../../policy/operations/s3';
import type { HttpRequest } from '../../../http/message';
import type { Call, Operation } from '../../../http/operation';
import { type RestOutput, RestXmlError } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { checksumHeader } from '../checksums/checksum';
import { type Conditions, judgeRead, readConditions } from '../conditions';
import { s3Errors } from '../errors';
import { describeObject, isArchived } from '../object-headers';
import { type ByteRange, contentRange, readRange } from '../range';
import { readQuestion, readVersion, versionIdParameter } from '../reading';
import type { ObjectVersion } from '../store/object-version';

/** What `GetObject` and `HeadObject` read from a request. */
export interface ReadInput extends ObjectTarget {
  readonly versionId?: string;
  readonly range?: string;
  readonly partNumber?: number;
  readonly conditions: Conditions;
  readonly withChecksum: boolean;
  /** Headers of the answer that the caller chose, by `response-content-type` and its like. */
  readonly overrides: Readonly<Record<string, string>>;
}

const overridable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
] as const;

/** `GetObject`, and `HeadObject`, which is the same without the body. */
export function readObject(name: 'GetObject' | 'HeadObject', buckets: Buckets): Operation<ReadInput, RestOutput> {
  return {
    name,
    signature: 'optional',
    parse: parseRead,
    authorize: (input) => [readQuestion(buckets.named(input.bucket, input.expectedOwner), input)],
    run: (input, call) => answer(buckets.named(input.bucket), input, call),
  };
}

function parseRead(request: HttpRequest): ReadInput {
  const { query, headers } = request;
  const overrides: Record<string, string> = {};
  for (const name of overridable) {
    const value = query.get(`response-${name}`);
    // Node refuses to send a header with a line break in it; S3 refuses to take one.
    if (value !== null && /[\r\n\0]/.test(value)) {
      throw s3Errors.invalidArgument('Header value contains invalid characters', `response-${name}`, value);
    }
    if (value !== null) overrides[name] = Buffer.from(value).toString('latin1');
  }
  const { range } = headers;
  const partNumber = readPartNumber(query.get('partNumber'));
  if (range !== undefined && partNumber !== undefined) {
    throw s3Errors.invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  return {
    ...objectTarget(request),
    versionId: versionIdParameter(query),
    range,
    partNumber,
    conditions: readConditions(headers),
    withChecksum: headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED',
    overrides,
  };
}

function readPartNumber(value: string | null): number | undefined {
  if (value === null) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= 10_000) return number;
  throw s3Errors.invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', value);
}

function answer(bucket: Bucket, input: ReadInput, call: Call): RestOutput {
  // **Documented**: GetObject, "Overriding response header values through the request".
  if (call.session === undefined && Object.keys(input.overrides).length > 0) {
    throw s3Errors.invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  }
  const version = readVersion(bucket, input, call);
  if (call.request.method !== 'HEAD' && isArchived(version)) {
    throw s3Errors.invalidObjectState(version.headers.storageClass);
  }
  const described = describeObject(version, bucket.versioned);
  if (judgeRead(input.conditions, version) === 'not modified') {
    const { 'content-type': _type, 'content-encoding': _encoding, ...rest } = described;
    return { status: 304, headers: rest };
  }
  const { size } = version.body;
  const range = input.partNumber === undefined ? readRange(input.range, size) : partRange(input.partNumber, version);
  const headers = {
    ...described,
    ...input.overrides,
    'content-length': String(range ? range.last + 1 - range.first : size),
    'content-range': range && contentRange(range, size),
    'x-amz-mp-parts-count': input.partNumber !== undefined && version.parts ? String(version.parts.length) : undefined,
    'x-amz-tagging-count': tagCount(bucket, input, version, call),
    ...(input.withChecksum && !range ? checksumHeaders(version) : {}),
  };
  return {
    status: range ? 206 : 200,
    headers,
    body: call.request.method === 'HEAD' ? undefined : bytes(version, range),
  };
}

function bytes({ body }: ObjectVersion, range: ByteRange | undefined): Buffer {
  return range ? body.read().subarray(range.first, range.last + 1) : body.read();
}

function partRange(partNumber: number, version: ObjectVersion): ByteRange | undefined {
  const sizes = version.parts?.map(({ size }) => size) ?? [version.body.size];
  const size = sizes[partNumber - 1];
  if (size === undefined) {
    const detail = { PartNumberRequested: String(partNumber), ActualPartCount: String(sizes.length) };
    throw new RestXmlError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, detail);
  }
  if (size === 0) return undefined;
  const first = sizes.slice(0, partNumber - 1).reduce((sum, each) => sum + each, 0);
  return { first, last: first + size - 1 };
}

/** Only for callers who may read the tags (**documented**: GetObject, `x-amz-tagging-count`). */
function tagCount(bucket: Bucket, input: ReadInput, version: ObjectVersion, call: Call): string | undefined {
  if (version.tags.size === 0) return undefined;
  const mayReadTags = call.permits(bucket.question(s3FurtherPermissions.readTags, input));
  return mayReadTags ? String(version.tags.size) : undefined;
}

function checksumHeaders({ checksum }: ObjectVersion): Record<string, string> {
  if (!checksum) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}
