import fc from 'fast-check';
import { names } from './game-assembly';
import { hostileText } from './hostile-values';

const parameters =
  'accelerate acl attributes bucket-region continuation-token cors delete delimiter encoding-type fetch-owner key-marker lifecycle list-type location logging marker max-buckets max-keys ' +
  'max-parts max-uploads part-number-marker partNumber policy policyStatus prefix publicAccessBlock response-cache-control response-content-disposition ' +
  'response-content-type response-expires start-after tagging torrent upload-id-marker uploadId uploads version-id-marker ' +
  'versionId versioning versions x-id';
const headerNames =
  'cache-control content-encoding content-md5 content-type expires if-match if-modified-since if-none-match if-unmodified-since range ' +
  'x-amz-acl x-amz-bucket-object-lock-enabled x-amz-checksum-algorithm x-amz-checksum-crc32 x-amz-checksum-crc64nvme x-amz-checksum-mode x-amz-checksum-sha256 ' +
  'x-amz-checksum-type x-amz-copy-source x-amz-copy-source-if-match x-amz-copy-source-range x-amz-decoded-content-length ' +
  'x-amz-expected-bucket-owner x-amz-meta-a x-amz-meta-__proto__ x-amz-max-parts x-amz-metadata-directive x-amz-mp-object-size ' +
  'x-amz-object-attributes x-amz-object-ownership x-amz-part-number-marker x-amz-sdk-checksum-algorithm x-amz-server-side-encryption x-amz-storage-class x-amz-tagging ' +
  'x-amz-tagging-directive x-amz-trailer x-amz-website-redirect-location';
const headerValues = [
  '',
  'bytes=0-1',
  'bytes=-1',
  'bytes=9-1',
  `bytes=${'0-1,'.repeat(500)}`,
  `/${names.bucket}/k`,
  `/${names.bucket}/%zz`,
  `${names.bucket}/k?versionId=%00`,
  '"*"',
  'AAAA',
  '=====',
  'aws-chunked',
  'COPY',
  'REPLACE',
  'COMPOSITE',
  'Thu, 99 Foo 2020 99:99:99 GMT',
  'a=b&a=c',
  'a=b',
  'ETag,Checksum,ObjectParts,StorageClass,ObjectSize',
  '\u00ff\u00fe',
];

const oneOf = (words: string) => fc.constantFrom(...words.split(' '));

/** What a request line can carry: no lone surrogates, and not more than a head may hold. */
const wellFormed = hostileText.map((text) => Buffer.from(text).toString().slice(0, 1000));

/** What a header can carry. */
const headerText = hostileText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 4000));

const path = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('/', `/${names.bucket}`, `/${names.bucket}/k`, `/${names.bucket}/parts`) },
  wellFormed.map((text) => `/${names.bucket}/${encodeURIComponent(text).slice(0, 9000)}`),
  fc.constantFrom(
    '/%zz',
    `/${names.bucket}/%`,
    `/${names.bucket}/%ff`,
    `/${names.bucket}/%ed%a0%80`,
    '//',
    '/..//../x',
    '/%2f%2f',
  ),
);

/** Requests of every method, with parameters and headers that S3 knows and values that it does not. */
export const s3Request = fc.record({
  method: fc.constantFrom('GET', 'GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'),
  path,
  query: fc.dictionary(oneOf(parameters), fc.oneof(fc.constantFrom('', '2', 'url', 'upload'), wellFormed), {
    maxKeys: 3,
  }),
  headers: fc.dictionary(oneOf(headerNames), fc.oneof(fc.constantFrom(...headerValues), headerText), { maxKeys: 2 }),
});

const chunk = fc.oneof(
  fc.tuple(fc.nat(20), hostileText).map(([size, text]) => `${size.toString(16)}\r\n${text}\r\n`),
  fc.constantFrom('5\r\nhello\r\n', '0\r\n\r\n', '0\r\n', 'ffffffff\r\n', '-1\r\n', '5;chunk-signature=0\r\nhello\r\n'),
  hostileText,
);

/** An upload in chunks that are none. */
export const chunkedUpload = fc
  .record({
    mode: fc.constantFrom(
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'STREAMING-',
    ),
    chunks: fc.array(chunk, { maxLength: 4 }),
    length: fc.constantFrom('5', '0', '-1', '1e9', ''),
    trailer: fc.constantFrom('', 'x-amz-checksum-crc32', '__proto__'),
  })
  .map(({ mode, chunks, length, trailer }) => ({
    headers: {
      'x-amz-content-sha256': mode,
      'x-amz-decoded-content-length': length,
      'content-encoding': 'aws-chunked',
      'x-amz-trailer': trailer,
    },
    body: chunks.join(''),
  }));
