import { s3Permissions } from '../../../../policy/operations/s3';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import type { Buckets } from '../bucket';
import { etagOf } from '../checksums/verify-body';
import {
  type CopySource,
  copyHeaders,
  copySourceKey,
  copySourceQuestions,
  readCopySource,
  readSource,
} from '../copy-source';
import { s3Errors } from '../errors';
import { isoTime } from '../listing/entries';
import { encryptionHeader } from '../object-headers';
import { readRange } from '../range';
import { findUpload, partNumberParameter, type UploadTarget, uploadTarget } from '../uploads';
import { refuseUnkept, writeQuestions } from '../writing';
import { checksumMembers } from './copy-object';
import { partChecksum } from './upload-part';

interface UploadPartCopyInput extends UploadTarget {
  readonly partNumber: number;
  readonly source: CopySource;
  readonly headers: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export function uploadPartCopy(buckets: Buckets): Operation<UploadPartCopyInput, RestOutput> {
  return {
    name: 'UploadPartCopy',
    signature: 'optional',
    parse: (request) => ({
      ...uploadTarget(request),
      partNumber: partNumberParameter(request),
      source: readCopySource(request),
      headers: request.headers,
    }),
    authorize: ({ bucket: name, expectedOwner, key, source, headers }) => {
      const bucket = buckets.named(name, expectedOwner);
      const write = { permission: s3Permissions.UploadPartCopy, key, headers, creates: false };
      return [
        ...copySourceQuestions(buckets, source, false),
        ...writeQuestions(bucket, { ...write, copySource: copySourceKey(source) }),
      ];
    },
    run(input, call) {
      const bucket = buckets.named(input.bucket);
      refuseUnkept(input.headers, bucket);
      const upload = findUpload(bucket, input);
      const version = readSource(buckets, input.source, input.headers, call);
      const body = sourceBytes(version.body.read(), input.headers['x-amz-copy-source-range']);
      const checksum = partChecksum(upload, body, undefined);
      const part = bucket.uploads.putPart(upload, { number: input.partNumber, body, etag: etagOf(body), checksum });
      const { ChecksumType: _wholeObjectOnly, ...checksums } = checksumMembers(checksum);
      return {
        headers: { ...encryptionHeader, ...copyHeaders(buckets, input.source, version) },
        xml: { CopyPartResult: { ETag: part.etag, LastModified: isoTime(part.lastModified), ...checksums } },
      };
    },
  };
}

/** Unlike a read's, this range must name both ends and lie within the source (**documented**). */
function sourceBytes(body: Buffer, header: string | undefined): Buffer {
  if (header === undefined) return body;
  const range = /^bytes=\d+-\d+$/.test(header) ? readRange(header, body.length) : undefined;
  if (!range || Number(header.split('-')[1]) >= body.length) {
    throw s3Errors.invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  return body.subarray(range.first, range.last + 1);
}
