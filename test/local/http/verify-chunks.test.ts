import { type AwsChunkedBody, decodeAwsChunked } from '../../../local/http/aws-chunked';
import type { HttpRequest } from '../../../local/http/message';
import { verifyChunks } from '../../../local/http/verify-chunks';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import type { ServiceError } from '../../../local/shared/service-error';
import { exampleCredentials, exampleSessions } from './aws-example';
import { type ChunkSigning, signChunks } from './chunk-signer';
import { wireRequest } from './signed-call';

const scope = '20130524/us-east-1/s3/aws4_request';
const signedAt = '20130524T000000Z';
const clock = { now: () => Date.UTC(2013, 4, 24) };
const verifier = new SignatureVerifier({ sessions: exampleSessions, clock, region: 'us-east-1' });

/** AWS's worked examples of an upload in chunks: 65 KiB of the letter `a`, in chunks of 64 KiB. */
const examples = {
  chunks: {
    word: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    headers: { 'content-length': '66824' },
    trailer: undefined,
    seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    signatures: [
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    ],
  },
  trailer: {
    word: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    headers: { 'x-amz-trailer': 'x-amz-checksum-crc32c' },
    trailer: ['x-amz-checksum-crc32c', 'sOO8/Q=='] as [string, string],
    seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    signatures: [
      'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
      '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
      '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
      'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
    ],
  },
};
type Example = (typeof examples)[keyof typeof examples];

const signing = ({ seed }: Example): ChunkSigning => ({
  secretAccessKey: exampleCredentials.secretAccessKey,
  scope,
  signedAt,
  seed,
});
const letters = [Buffer.alloc(65_536, 'a'), Buffer.alloc(1024, 'a')];

function uploadOf(example: Example): HttpRequest {
  const headers = {
    'content-encoding': 'aws-chunked',
    host: 's3.amazonaws.com',
    'x-amz-content-sha256': example.word,
    'x-amz-date': signedAt,
    'x-amz-decoded-content-length': '66560',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    ...example.headers,
  };
  const credential = `Credential=AKIAIOSFODNN7EXAMPLE/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential},SignedHeaders=${Object.keys(headers).sort().join(';')},Signature=${example.seed}`;
  const request = wireRequest({
    method: 'PUT',
    path: '/examplebucket/chunkObject.txt',
    headers: { ...headers, authorization },
  });
  return { ...request, body: signChunks(signing(example), letters, example.trailer).body };
}

function verdict(request: HttpRequest, change: (body: AwsChunkedBody) => AwsChunkedBody = (body) => body): string {
  try {
    const signed = verifier.verify(request, 's3');
    verifyChunks(change(decodeAwsChunked(request.body, request.headers)), signed, 's3');
    return 'accepted';
  } catch (error) {
    return (error as ServiceError).code;
  }
}

describe.each(Object.entries(examples))('AWS’s worked example with %s', (_name, example) => {
  const request = uploadOf(example);

  test('has the signatures that AWS publishes', () => {
    expect(signChunks(signing(example), letters, example.trailer).signatures).toEqual(example.signatures);
  });

  test('is accepted, from the request’s own signature to the last', () => {
    expect(verdict(request)).toBe('accepted');
  });

  test('is refused when a byte of a chunk was changed', () => {
    const other = (body: AwsChunkedBody) => ({
      ...body,
      body: Buffer.concat([body.body.subarray(0, 66_559), Buffer.from('b')]),
    });
    expect(verdict(request, other)).toBe('SignatureDoesNotMatch');
  });

  test('is refused when any one of its signatures was changed', () => {
    for (const signature of example.signatures) {
      const forged = Buffer.from(request.body.toString('latin1').replace(signature, '0'.repeat(64)), 'latin1');
      expect(verdict({ ...request, body: forged })).toBe('SignatureDoesNotMatch');
    }
  });

  test('is refused when its end was signed for a shorter upload', () => {
    const short = signChunks(signing(example), letters.slice(0, 1), example.trailer).body;
    const cut = short.toString('latin1').replace(/^[\s\S]*\r\n0;/, '0;');
    const whole = request.body.toString('latin1').replace(/\r\n0;[\s\S]*$/, `\r\n${cut}`);
    expect(verdict({ ...request, body: Buffer.from(whole, 'latin1') })).toBe('SignatureDoesNotMatch');
  });

  test('is refused when the request itself is unsigned', () => {
    const { authorization: _signature, ...headers } = request.headers;
    expect(verdict({ ...request, headers })).toBe('SignatureDoesNotMatch');
  });
});

test('a changed trailer is refused', () => {
  const request = uploadOf(examples.trailer);
  expect(verdict(request)).toBe('accepted');
  const forged = Buffer.from(request.body.toString('latin1').replace('sOO8/Q==', 'AAAAAA=='), 'latin1');
  expect(verdict({ ...request, body: forged })).toBe('SignatureDoesNotMatch');
});

test('chunks that carry no signature need none, and their request still does', () => {
  const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '1' };
  const trailer = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
  const request = wireRequest({
    method: 'PUT',
    headers: { ...headers, ...trailer },
    body: '1\r\na\r\n0\r\nx-amz-checksum-crc32:6Le+Qw==\r\n\r\n',
  });
  expect(verdict(request)).toBe('accepted');
});
