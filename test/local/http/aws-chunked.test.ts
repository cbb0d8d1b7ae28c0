import fc from 'fast-check';
import { decodeAwsChunked, isAwsChunked } from '../../../local/http/aws-chunked';
import { ServiceError } from '../../../local/shared/service-error';

const signature = (digit: string) => digit.repeat(64);

const unsigned = (length: number, trailer = 'x-amz-checksum-crc32'): Record<string, string> => ({
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-decoded-content-length': String(length),
  'x-amz-trailer': trailer,
});

const signed = (length: number): Record<string, string> => ({
  'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'x-amz-decoded-content-length': String(length),
});

const decode = (body: string, headers: Record<string, string>) => decodeAwsChunked(Buffer.from(body), headers);

function codeOf(body: string | Buffer, headers: Record<string, string>): string {
  try {
    decodeAwsChunked(Buffer.from(body), headers);
    return 'taken';
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}

describe('aws-chunked bodies', () => {
  test('unsigned chunks with a trailer', () => {
    const { body, headers, chunks, signedTrailer } = decode(
      '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n',
      unsigned(5),
    );
    expect([body.toString(), headers['x-amz-checksum-crc32'], signedTrailer]).toEqual(['hello', 'NhCmhg==', undefined]);
    expect(chunks).toEqual([
      { start: 0, end: 5 },
      { start: 5, end: 5 },
    ]);
  });

  test('signed chunks are reported with what each covers, the empty last one too', () => {
    const a = 'a'.repeat(8192);
    const { body, chunks } = decode(
      `2000;chunk-signature=${signature('1')}\r\n${a}\r\n1;chunk-signature=${signature('2')}\r\nb\r\n0;chunk-signature=${signature('3')}\r\n\r\n`,
      signed(8193),
    );
    expect(body.toString()).toBe(`${a}b`);
    expect(chunks).toEqual([
      { start: 0, end: 8192, signature: signature('1') },
      { start: 8192, end: 8193, signature: signature('2') },
      { start: 8193, end: 8193, signature: signature('3') },
    ]);
  });

  test('a signed trailer is reported as it is signed', () => {
    const headers = {
      ...signed(0),
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
    };
    const start = `0;chunk-signature=${signature('1')}\r\nx-amz-checksum-crc32c:sOO8/Q==\r\n`;
    const { signedTrailer } = decode(`${start}x-amz-trailer-signature:${signature('2')}\r\n\r\n`, headers);
    expect(signedTrailer).toEqual({ text: 'x-amz-checksum-crc32c:sOO8/Q==\n', signature: signature('2') });
    expect(codeOf(`${start}\r\n`, headers)).toBe('SignatureDoesNotMatch');
  });

  test('a chunk that must be signed and is not is refused', () => {
    expect(codeOf('1\r\nb\r\n0\r\n\r\n', signed(1))).toBe('SignatureDoesNotMatch');
    const both = `1;chunk-signature=${signature('1')}\r\nb\r\n0;chunk-signature=${signature('2')}\r\n\r\n`;
    expect(codeOf(both, signed(1))).toBe('taken');
  });

  const whole = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n';

  test('every truncation is refused', () => {
    expect(codeOf(whole, unsigned(5))).toBe('taken');
    for (let length = 0; length < whole.length; length += 1) {
      expect(['IncompleteBody', 'MalformedTrailerError']).toContain(codeOf(whole.slice(0, length), unsigned(5)));
    }
  });

  test.each([
    ['more than was announced', whole, unsigned(4)],
    ['less than was announced', whole, unsigned(6)],
    ['bytes after the end', `${whole}x`, unsigned(5)],
    ['a size that is no number', whole.replace('5', 'z'), unsigned(5)],
    ['a huge size', whole.replace('5', 'ffffffff'), unsigned(5)],
    ['a negative size', whole.replace('5', '-5'), unsigned(5)],
  ])('%s is IncompleteBody', (_name, body, headers) => {
    expect(codeOf(body, headers)).toBe('IncompleteBody');
  });

  test('a trailer holds exactly the checksums that were promised', () => {
    const trailer = (line: string) => `0\r\n${line}\r\n`;
    expect(codeOf(trailer('x-amz-checksum-crc32:AAAAAA==\r\n'), unsigned(0))).toBe('taken');
    expect(codeOf(trailer(''), unsigned(0))).toBe('MalformedTrailerError');
    expect(codeOf(trailer('x-amz-checksum-sha1:AAAAAA==\r\n'), unsigned(0))).toBe('MalformedTrailerError');
    expect(codeOf(trailer('x-amz-acl:public-read\r\n'), unsigned(0, 'x-amz-acl'))).toBe('MalformedTrailerError');
    expect(codeOf(trailer('no colon\r\n'), unsigned(0))).toBe('MalformedTrailerError');
  });

  test.each([
    ['no checksum', {}, 'taken'],
    ['how the checksum is made', { 'x-amz-checksum-type': 'FULL_OBJECT' }, 'taken'],
    ['the same checksum', { 'x-amz-checksum-crc32': 'NhCmhg==' }, 'InvalidRequest'],
    ['another checksum', { 'x-amz-checksum-sha1': 'qvTGHdzF6KLavt4PO0gs2a6pQ00=' }, 'InvalidRequest'],
  ])('a trailer with a checksum, and %s in the head: %3$s', (_head, head, code) => {
    expect(codeOf(whole, { ...unsigned(5), ...head })).toBe(code);
  });

  test('a trailer says nothing of how checksums are made', () => {
    const body = '5\r\nhello\r\n0\r\nx-amz-checksum-type:COMPOSITE\r\n\r\n';
    expect(codeOf(body, unsigned(5, 'x-amz-checksum-type'))).toBe('MalformedTrailerError');
  });

  test('only the last chunk may be small', () => {
    const chunk = (size: number) => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`;
    const end = '0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    expect(codeOf(chunk(8191) + chunk(1) + end, unsigned(8192))).toBe('InvalidChunkSizeError');
    expect(codeOf(chunk(8192) + chunk(1) + end, unsigned(8193))).toBe('taken');
  });

  test('a length must be announced, and the mode be known', () => {
    const { 'x-amz-decoded-content-length': _length, ...headers } = unsigned(5);
    expect(codeOf(whole, headers)).toBe('MissingContentLength');
    expect(codeOf(whole, { ...unsigned(5), 'x-amz-content-sha256': 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD' })).toBe(
      'NotImplemented',
    );
    expect([isAwsChunked(unsigned(5)), isAwsChunked({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })]).toEqual([
      true,
      false,
    ]);
  });

  test('no bytes make it fail otherwise than by refusing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isSigned) => {
        expect(codeOf(Buffer.from(bytes), isSigned ? signed(1) : unsigned(1))).not.toBe('taken');
      }),
      { numRuns: 300 },
    );
  });
});
