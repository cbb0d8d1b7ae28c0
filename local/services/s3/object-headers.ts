import { s3Errors } from './errors';
import type { ObjectHeaders, ObjectVersion } from './store/object-version';

/** Headers that S3 stores with an object and answers as they came (**documented**: "Working with object metadata"). */
const systemHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
] as const;

const userPrefix = 'x-amz-meta-';

const headerName = /^[\w!#$%&'*+.^`|~-]+$/;

/** Names and values together, in bytes (**documented**, as above). */
const largestUserMetadata = 2048;

/** Whether what is kept so can be read at once, or must be restored first (**documented**: User Guide, "Working with archived objects"). */
const storageClasses: ReadonlyMap<string, 'at once' | 'archived'> = new Map([
  ['STANDARD', 'at once'],
  ['REDUCED_REDUNDANCY', 'at once'],
  ['STANDARD_IA', 'at once'],
  ['ONEZONE_IA', 'at once'],
  ['INTELLIGENT_TIERING', 'at once'],
  ['GLACIER', 'archived'],
  ['DEEP_ARCHIVE', 'archived'],
  ['GLACIER_IR', 'at once'],
]);

/** Whether an object's bytes can't be read: nothing is ever restored here. */
export function isArchived({ headers }: Pick<ObjectVersion, 'headers'>): boolean {
  return storageClasses.get(headers.storageClass) === 'archived';
}

/** Headers that say how an upload is to be kept. @throws MetadataTooLarge, InvalidArgument */
export function readObjectHeaders(headers: Readonly<Record<string, string>>): ObjectHeaders {
  const system: Record<string, string> = {};
  for (const name of systemHeaders) {
    const value = headers[name];
    if (value !== undefined) system[name] = value;
  }
  const encoding = contentEncoding(system['content-encoding']);
  if (encoding === undefined) delete system['content-encoding'];
  else system['content-encoding'] = encoding;
  // What S3 says of an object whose uploader said nothing (**documented**: PutObject).
  system['content-type'] ??= 'binary/octet-stream';
  return { system, user: userMetadata(headers), storageClass: storageClass(headers['x-amz-storage-class']) };
}

/** `aws-chunked` is how the body travelled, not what it is (**documented**: "SigV4 streaming"). */
function contentEncoding(value: string | undefined): string | undefined {
  const encodings = value?.split(',').map((encoding) => encoding.trim());
  return encodings?.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',') || undefined;
}

function userMetadata(headers: Readonly<Record<string, string>>): Record<string, string> {
  const user: Record<string, string> = {};
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(userPrefix)) continue;
    // A form's field and a parameter of a presigned URL may have any name.
    if (!headerName.test(name)) throw s3Errors.invalidArgument('A metadata name is the name of a header', name, value);
    user[name.slice(userPrefix.length)] = value;
    size += name.length - userPrefix.length + Buffer.byteLength(value, 'latin1');
  }
  if (size > largestUserMetadata) throw s3Errors.metadataTooLarge(size);
  return user;
}

function storageClass(value = 'STANDARD'): string {
  if (!storageClasses.has(value)) {
    throw s3Errors.invalidArgument('The storage class you specified is not valid', 'x-amz-storage-class', value);
  }
  return value;
}

/**
 * Every object is encrypted, with S3's own keys unless its bucket has others, and every answer says so (**documented**: since January 2023).
 * Answers about a bucket with `aws:kms` say `AES256` as well, unlike AWS's: nothing here is encrypted by a key.
 */
export const encryptionHeader = { 'x-amz-server-side-encryption': 'AES256' } as const;

/** The headers by which an answer describes an object. */
export function describeObject(version: ObjectVersion, versioned: boolean): Record<string, string | undefined> {
  const described: Record<string, string | undefined> = {
    ...version.headers.system,
    ...encryptionHeader,
    'accept-ranges': 'bytes',
    'last-modified': new Date(version.lastModified).toUTCString(),
    etag: version.etag,
    'x-amz-version-id': versioned ? version.versionId : undefined,
    'x-amz-storage-class': version.headers.storageClass === 'STANDARD' ? undefined : version.headers.storageClass,
  };
  for (const [name, value] of Object.entries(version.headers.user)) described[userPrefix + name] = value;
  return described;
}
