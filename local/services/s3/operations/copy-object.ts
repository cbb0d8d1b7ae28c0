import { s3Permissions } from '../../../../policy/operations/s3';
import type { HttpRequest } from '../../../http/message';
import type { Call, Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Buckets } from '../bucket';
import { checksumElement, fullObjectChecksum, type StoredChecksum } from '../checksums/checksum';
import { etagOf, namedAlgorithm } from '../checksums/verify-body';
import { judgeWrite, readConditions } from '../conditions';
import {
  type CopySource,
  copyHeaders,
  copySourceKey,
  copySourceQuestions,
  readCopySource,
  readSource,
  sourceTags,
} from '../copy-source';
import { s3Errors } from '../errors';
import { isoTime } from '../listing/entries';
import { encryptionHeader, readObjectHeaders } from '../object-headers';
import type { NewObject, ObjectVersion } from '../store/object-version';
import { readTags } from '../tagging';
import { refuseUnkept, writeQuestions } from '../writing';

type Directive = 'COPY' | 'REPLACE';

interface CopyObjectInput extends ObjectTarget {
  readonly source: CopySource;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Directive;
  readonly tagging: Directive;
  readonly tags: ReadonlyMap<string, string>;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export function copyObject(buckets: Buckets): Operation<CopyObjectInput, RestOutput> {
  return {
    name: 'CopyObject',
    signature: 'optional',
    parse: (request) => ({
      ...objectTarget(request),
      source: readCopySource(request),
      headers: request.headers,
      metadata: directive(request, 'x-amz-metadata-directive'),
      tagging: directive(request, 'x-amz-tagging-directive'),
      tags: readTags(request.headers['x-amz-tagging']),
    }),
    authorize({ bucket: name, expectedOwner, key, source, headers, tagging, tags }) {
      const bucket = buckets.named(name, expectedOwner);
      const reads = copySourceQuestions(buckets, source, tagging === 'COPY');
      const written = tagging === 'REPLACE' ? tags : sourceTags(buckets.named(source.bucket), source);
      const write = { permission: s3Permissions.CopyObject, key, headers, creates: true, tags: written };
      return [...reads, ...writeQuestions(bucket, { ...write, copySource: copySourceKey(source) })];
    },
    run: (input, call) => copy(buckets, input, call),
  };
}

function copy(buckets: Buckets, input: CopyObjectInput, call: Call): RestOutput {
  const { bucket: name, key, source, headers, metadata, tagging } = input;
  const bucket = buckets.named(name);
  refuseUnkept(headers, bucket);
  const version = readSource(buckets, source, headers, call);
  const changes =
    metadata === 'REPLACE' ||
    ['x-amz-storage-class', 'x-amz-website-redirect-location'].some((header) => header in headers);
  if (source.bucket === name && source.key === key && source.versionId === undefined && !changes) {
    throw s3Errors.invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const body = version.body.read();
  const object: NewObject = {
    body,
    etag: etagOf(body),
    headers: copiedHeaders(input, version),
    tags: tagging === 'REPLACE' ? input.tags : version.tags,
    checksum: copiedChecksum(headers['x-amz-checksum-algorithm'], version, body),
  };
  judgeWrite(readConditions(headers), key, bucket.objects.current(key));
  const stored = bucket.objects.put(key, object);
  return {
    headers: {
      ...encryptionHeader,
      ...copyHeaders(buckets, source, version),
      'x-amz-version-id': bucket.versioned ? stored.versionId : undefined,
    },
    xml: {
      CopyObjectResult: {
        ETag: stored.etag,
        LastModified: isoTime(stored.lastModified),
        ...checksumMembers(object.checksum),
      },
    },
  };
}

function directive(request: HttpRequest, header: string): Directive {
  const value = request.headers[header] ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw s3Errors.invalidArgument(
    `Unknown ${header === 'x-amz-metadata-directive' ? 'metadata' : 'tagging'} directive.`,
    header,
    value,
  );
}

/** The storage class and the redirect are never copied (**documented**). */
function copiedHeaders({ headers, metadata }: CopyObjectInput, version: ObjectVersion): NewObject['headers'] {
  const asked = readObjectHeaders(headers);
  if (metadata === 'REPLACE') return asked;
  const { 'x-amz-website-redirect-location': _source, ...system } = version.headers.system;
  const redirect = asked.system['x-amz-website-redirect-location'];
  return {
    user: version.headers.user,
    system: redirect === undefined ? system : { ...system, 'x-amz-website-redirect-location': redirect },
    storageClass: asked.storageClass,
  };
}

/** The algorithm asked for, else the source's; always over the whole object (**documented**). */
function copiedChecksum(asked: string | undefined, version: ObjectVersion, body: Buffer): StoredChecksum {
  const algorithm = asked === undefined ? (version.checksum?.algorithm ?? 'CRC64NVME') : namedAlgorithm(asked);
  return fullObjectChecksum(algorithm, body);
}

/** A checksum as XML answers hold it. */
export function checksumMembers(checksum: StoredChecksum | undefined): Record<string, string> {
  return checksum ? { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type } : {};
}
