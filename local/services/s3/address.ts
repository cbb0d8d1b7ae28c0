import { type HttpRequest, hostOf } from '../../http/message';
import { s3Errors } from './errors';

/** What a request is about: nothing (the service itself), a bucket, or a key in it. */
export interface S3Address {
  readonly bucket?: string;
  readonly key?: string;
}

/** The longest key, in bytes of UTF-8 (**documented**: "Naming Amazon S3 objects"). */
const longestKey = 1024;

/** Host names of S3 itself, and of the local cloud; what stands before them is a bucket. */
const endpoint = /^(?:(.+)\.)?(?:s3(?:[.-][a-z0-9.-]+)?\.amazonaws\.com(?:\.cn)?|s3(?:\.[a-z0-9-]+)?\.localhost)$/;

/** The longest host name that DNS allows. */
const longestHost = 253;

/**
 * The bucket and key of a request, in path style (`/bucket/key`) or virtual-host style (`bucket.s3.localhost`, `bucket.localhost`,
 * `bucket.s3.eu-west-1.amazonaws.com`).
 *
 * A key is what the path says, percent-decoded once: `..`, `//` and `+` are ordinary characters of it.
 *
 * @throws InvalidURI, KeyTooLongError
 */
export function s3Address(request: HttpRequest): S3Address {
  const path = request.rawPath.startsWith('/') ? request.rawPath.slice(1) : request.rawPath;
  const bucket = hostBucket(hostOf(request));
  if (bucket !== undefined) return { bucket, key: decodeKey(path) };
  const slash = path.indexOf('/');
  if (slash < 0) return { bucket: decodePath(path) || undefined };
  return { bucket: decodePath(path.slice(0, slash)) || undefined, key: decodeKey(path.slice(slash + 1)) };
}

/** Whether a host name can only mean S3: with a bucket before it, or `s3` itself. @param host in lower case, without port */
export function isS3Host(host: string): boolean {
  return hostBucket(host) !== undefined || (host.length <= longestHost && endpoint.test(host));
}

/** The bucket that a host name stands for, or undefined: then the path names it. @param host in lower case, without port */
export function hostBucket(host: string): string | undefined {
  if (host.length > longestHost) return undefined;
  const match = endpoint.exec(host);
  if (match) return match[1];
  if (host.endsWith('.localhost')) return host.slice(0, -'.localhost'.length);
  return undefined;
}

function decodeKey(encoded: string): string | undefined {
  const key = decodePath(encoded);
  checkKey(key);
  return key === '' ? undefined : key;
}

/** Percent-decodes a path. @throws InvalidURI when it is not UTF-8 */
export function decodePath(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw s3Errors.invalidUri(encoded);
  }
}

/** @throws KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > longestKey) throw s3Errors.keyTooLong(size);
}

/** The address of an object, in the style in which the request named its bucket; the key's slashes are escaped (**observed**). */
export function objectLocation(request: HttpRequest, { bucket, key }: { bucket: string; key: string }): string {
  const path =
    hostBucket(hostOf(request)) === undefined ? `${bucket}/${encodeURIComponent(key)}` : encodeURIComponent(key);
  return `${request.sentTo.scheme}://${request.headers.host ?? ''}/${path}`;
}

/** A request to one object. */
export interface ObjectTarget {
  readonly bucket: string;
  readonly key: string;
  /** The header `x-amz-expected-bucket-owner`. */
  readonly expectedOwner?: string;
}

/** The bucket that a request names; the routes let a bucket's operation see no request without one. */
export function bucketTarget(request: HttpRequest): { readonly bucket: string; readonly expectedOwner?: string } {
  const { bucket = '' } = s3Address(request);
  return { bucket, expectedOwner: request.headers['x-amz-expected-bucket-owner'] };
}

/** The object that a request names; the routes let an object's operation see no request without one. */
export function objectTarget(request: HttpRequest): ObjectTarget {
  const { key = '' } = s3Address(request);
  return { ...bucketTarget(request), key };
}
