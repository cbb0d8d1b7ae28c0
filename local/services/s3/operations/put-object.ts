import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Buckets } from '../bucket';
import { checksumHeader, fullObjectChecksum } from '../checksums/checksum';
import { etagOf, verifyBody } from '../checksums/verify-body';
import { judgeWrite, readConditions } from '../conditions';
import { encryptionHeader, readObjectHeaders } from '../object-headers';
import type { NewObject } from '../store/object-version';
import { readTags } from '../tagging';
import { refuseUnkept, writeQuestions } from '../writing';

interface PutObjectInput extends ObjectTarget {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly tags: ReadonlyMap<string, string>;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function putObject(buckets: Buckets): Operation<PutObjectInput, RestOutput> {
  return {
    name: 'PutObject',
    signature: 'optional',
    parse: (request) => ({
      ...objectTarget(request),
      headers: request.headers,
      body: request.body,
      tags: readTags(request.headers['x-amz-tagging']),
    }),
    authorize: ({ bucket, expectedOwner, key, headers, tags }) => {
      const write = { permission: s3Permissions.PutObject, key, headers, creates: true, tags };
      return writeQuestions(buckets.named(bucket, expectedOwner), write);
    },
    run({ bucket: name, key, headers, body, tags }) {
      const bucket = buckets.named(name);
      refuseUnkept(headers, bucket);
      const object = newObject(headers, body, tags);
      judgeWrite(readConditions(headers), key, bucket.objects.current(key));
      const { versionId } = bucket.objects.put(key, object);
      return { headers: { ...storedHeaders(object), 'x-amz-version-id': bucket.versioned ? versionId : undefined } };
    },
  };
}

/** An object as one request uploads it whole. @throws BadDigest, InvalidDigest, MetadataTooLarge … */
export function newObject(
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  tags: ReadonlyMap<string, string>,
): NewObject {
  return {
    body,
    etag: etagOf(body),
    headers: readObjectHeaders(headers),
    tags,
    // S3 adds this checksum to what came without one (**documented**: "Checking object integrity").
    checksum: verifyBody(headers, body) ?? fullObjectChecksum('CRC64NVME', body),
  };
}

/** The headers by which an answer tells what was stored. */
export function storedHeaders({ etag, checksum }: Pick<NewObject, 'etag' | 'checksum'>): Record<string, string> {
  const headers: Record<string, string> = { ...encryptionHeader, etag };
  if (checksum) {
    headers[checksumHeader(checksum.algorithm)] = checksum.value;
    headers['x-amz-checksum-type'] = checksum.type;
  }
  return headers;
}
