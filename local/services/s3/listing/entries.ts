import { createHash } from 'node:crypto';
import type { Bucket } from '../bucket';
import type { ObjectVersion } from '../store/object-version';
import type { NameEncoding } from './parameters';
import type { Step } from './walk';

/** Milliseconds since the epoch as XML documents of S3 write them. */
export const isoTime = (milliseconds: number) => new Date(milliseconds).toISOString();

/** An account's canonical user ID, made of its number so that it is the same on every run. */
export const canonicalId = (account: string) => createHash('sha256').update(account).digest('hex');

/** A bucket's owner, as listings name it. */
export function ownerOf(bucket: Bucket): { ID: string } {
  return { ID: canonicalId(bucket.settings.account) };
}

/** Whether a key has a current version that is no delete marker. */
export function isListed(bucket: Bucket): (key: string) => boolean {
  return (key) => bucket.objects.current(key)?.deleteMarker === false;
}

/** The `Contents` and `CommonPrefixes` of a page. */
export function contentsOf(bucket: Bucket, steps: readonly Step[], encode: NameEncoding, withOwner: boolean) {
  const owner = withOwner ? ownerOf(bucket) : undefined;
  const contents: object[] = [];
  for (const step of steps) {
    const version = 'key' in step ? bucket.objects.current(step.key) : undefined;
    if ('key' in step && version && !version.deleteMarker) contents.push(entry(step.key, version, encode, owner));
  }
  return { Contents: contents, CommonPrefixes: commonPrefixesOf(steps, encode) };
}

/** The `CommonPrefixes` of a page. */
export function commonPrefixesOf(steps: readonly Step[], encode: NameEncoding): object[] {
  return steps.flatMap((step) => ('commonPrefix' in step ? [{ Prefix: encode(step.commonPrefix) }] : []));
}

function entry(key: string, version: ObjectVersion, encode: NameEncoding, owner: object | undefined): object {
  return {
    Key: encode(key),
    LastModified: isoTime(version.lastModified),
    ETag: version.etag,
    ChecksumAlgorithm: version.checksum?.algorithm,
    ChecksumType: version.checksum?.type,
    Size: version.body.size,
    Owner: owner,
    StorageClass: version.headers.storageClass,
  };
}
