import { s3Errors } from '../errors';

/** The most entries of one page. */
const largestPage = 1000;

/** An integer parameter of a listing, at most 1000. @throws InvalidArgument */
export function pageSize(query: URLSearchParams, name: 'max-keys' | 'max-uploads' | 'max-parts'): number {
  const value = query.get(name);
  if (value === null || value === '') return largestPage;
  const size = Number(value);
  if (/^\d+$/.test(value) && size <= 0x7fffffff) return Math.min(size, largestPage);
  throw s3Errors.invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
}

/** How names are written in an answer. */
export type NameEncoding = (name: string) => string;

/** The `encoding-type` parameter. @throws InvalidArgument */
export function nameEncoding(query: URLSearchParams): { type: 'url' | undefined; encode: NameEncoding } {
  const type = query.get('encoding-type');
  if (type === null || type === '') return { type: undefined, encode: (name) => name };
  if (type === 'url') return { type, encode: urlEncode };
  throw s3Errors.invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
}

/** As S3 encodes a name: slashes stay (**documented**: ListObjectsV2, `EncodingType`), a space is `+` (**observed**). */
function urlEncode(name: string): string {
  return encodeURIComponent(name)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Optional text: absent and empty are the same. */
export const textParameter = (query: URLSearchParams, name: string): string => query.get(name) ?? '';

const tokenMark = 'after:';

/** A continuation token: opaque on AWS, here where the page before ended. */
export const writeToken = (after: string) => Buffer.from(tokenMark + after).toString('base64');

/** Where the page before a continuation token ended. @throws InvalidArgument */
export function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith(tokenMark)) return text.slice(tokenMark.length);
  throw s3Errors.invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}
