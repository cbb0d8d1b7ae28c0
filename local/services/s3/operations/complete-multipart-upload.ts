import { s3Permissions } from '../../../../policy/operations/s3';
import type { HttpRequest } from '../../../http/message';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { objectLocation } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { checksumAlgorithms, checksumElement } from '../checksums/checksum';
import { compositeETag } from '../checksums/verify-body';
import { wholeChecksum } from '../checksums/whole-checksum';
import { judgeWrite, readConditions } from '../conditions';
import { s3Errors } from '../errors';
import { encryptionHeader } from '../object-headers';
import type { Part, Upload } from '../store/upload-store';
import { findUpload, type UploadTarget, uploadTarget } from '../uploads';
import { refuseUnkept, writeQuestions } from '../writing';
import { readXml, textOf, type XmlNode } from '../xml-input';
import { checksumMembers } from './copy-object';

/** Every part but the last has at least so many bytes (**documented**: 5 MiB). */
const smallestPart = 5 * 1024 * 1024;

interface NamedPart {
  readonly number: number;
  readonly etag: string;
  /** By element name: `ChecksumCRC32`. */
  readonly checksums: Readonly<Record<string, string>>;
}

interface CompleteMultipartUploadInput extends UploadTarget {
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly NamedPart[];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export function completeMultipartUpload(buckets: Buckets): Operation<CompleteMultipartUploadInput, RestOutput> {
  return {
    name: 'CompleteMultipartUpload',
    signature: 'optional',
    parse: (request) => ({ ...uploadTarget(request), headers: request.headers, parts: parseParts(request) }),
    authorize: ({ bucket, expectedOwner, key, headers }) =>
      writeQuestions(buckets.named(bucket, expectedOwner), {
        permission: s3Permissions.CompleteMultipartUpload,
        key,
        headers,
        creates: true,
      }),
    run(input, call) {
      const bucket = buckets.named(input.bucket);
      refuseUnkept(input.headers, bucket);
      return complete(bucket, input, objectLocation(call.request, input));
    },
  };
}

function complete(bucket: Bucket, input: CompleteMultipartUploadInput, location: string): RestOutput {
  const { key, headers } = input;
  const upload = findUpload(bucket, input);
  const parts = chooseParts(upload, input.parts);
  const body = Buffer.concat(parts.map((part) => part.body.read()));
  const expectedSize = headers['x-amz-mp-object-size'];
  if (expectedSize !== undefined && expectedSize !== String(body.length)) {
    throw s3Errors.invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${expectedSize} does not match what was computed: ${body.length}`,
    );
  }
  const checksum = wholeChecksum(upload, parts, body, headers);
  judgeWrite(readConditions(headers), key, bucket.objects.current(key));
  const stored = bucket.objects.put(key, {
    body,
    etag: compositeETag(parts.map((part) => part.etag)),
    headers: upload.headers,
    tags: upload.tags,
    checksum,
    parts: parts.map((part) => ({
      size: part.body.size,
      ...(upload.checksum && part.checksum ? { checksum: part.checksum } : {}),
    })),
  });
  bucket.uploads.remove(upload);
  return {
    headers: { ...encryptionHeader, 'x-amz-version-id': bucket.versioned ? stored.versionId : undefined },
    xml: {
      CompleteMultipartUploadResult: {
        Location: location,
        Bucket: bucket.settings.name,
        Key: key,
        ETag: stored.etag,
        ...checksumMembers(checksum),
      },
    },
  };
}

function parseParts(request: HttpRequest): NamedPart[] {
  const document = readXml(request.body, 'CompleteMultipartUpload');
  const parts = document.Part ?? [];
  if (parts.length === 0 || parts.length > 10_000) throw s3Errors.malformedXml();
  return parts.map(parsePart);
}

function parsePart(part: XmlNode): NamedPart {
  const number = textOf(part, 'PartNumber')?.trim() ?? '';
  const etag = textOf(part, 'ETag')?.trim();
  if (!/^\d{1,5}$/.test(number) || !etag) throw s3Errors.malformedXml();
  const checksums: Record<string, string> = {};
  for (const element of checksumAlgorithms.map(checksumElement)) {
    const value = textOf(part, element);
    if (value !== undefined) checksums[element] = value.trim();
  }
  return { number: Number(number), etag: etag.replaceAll('"', ''), checksums };
}

/** The parts that the client names, checked. @throws InvalidPartOrder, InvalidPart, EntityTooSmall */
function chooseParts(upload: Upload, named: readonly NamedPart[]): Part[] {
  const { uploadId } = upload;
  named.forEach(({ number }, index) => {
    if (index > 0 && number <= (named[index - 1]?.number ?? 0)) throw s3Errors.invalidPartOrder(uploadId);
  });
  const parts = named.map(({ number, etag, checksums }) => {
    const part = upload.parts.get(number);
    if (!part || part.etag !== `"${etag}"`) throw s3Errors.invalidPart(uploadId, number);
    for (const [element, value] of Object.entries(checksums)) {
      const kept = part.checksum;
      if (kept && (checksumElement(kept.algorithm) !== element || kept.value !== value)) {
        throw s3Errors.invalidPart(uploadId, number);
      }
    }
    return part;
  });
  for (const part of parts.slice(0, -1)) {
    if (part.body.size >= smallestPart) continue;
    throw s3Errors.entityTooSmall({
      ProposedSize: String(part.body.size),
      MinSizeAllowed: String(smallestPart),
      PartNumber: String(part.number),
      ETag: part.etag.replaceAll('"', ''),
    });
  }
  return parts;
}
