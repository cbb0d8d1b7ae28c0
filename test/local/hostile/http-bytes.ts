import fc from 'fast-check';
import { hostileText } from './hostile-values';

const method = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD') },
  fc.constantFrom('get', 'CONNECT', 'TRACE', 'PRI', '', 'G ET', 'PROPFIND'),
);
const target = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('/', '/game-files/k', '/?list-type=2') },
  fc.constantFrom('*', 'http://127.0.0.1/game-files/k', 'http://[::1', 'x', '', '/%zz', '/a b', '//', '/\u0000'),
  hostileText.map((text) => `/${text}`),
  fc.integer({ min: 1, max: 6000 }).map((many) => `/?${'a&'.repeat(many)}`),
);
const header = fc.oneof(
  fc.constantFrom(
    'Content-Length: 5',
    'Content-Length: 6',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Content-Length: 5, 5',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: identity',
    'Host: other',
    'Expect: 100-continue',
    'Expect: something',
    'Connection: Upgrade\r\nUpgrade: h2c',
    'x-amz-target: DynamoDB_20120810.GetItem',
    'Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host;constructor, Signature=00',
    'Origin: null',
    ': x',
    ' folded',
    'no colon',
    'x\u0000: y',
  ),
  fc.tuple(hostileText, hostileText).map(([name, value]) => `${name}: ${value}`),
  fc
    .integer({ min: 1, max: 400 })
    .map((many) => Array.from({ length: many }, (_, index) => `x-${index}: y`).join('\r\n')),
);
const body = fc.oneof(
  fc.constantFrom(
    '',
    'hello',
    '5\r\nhello\r\n0\r\n\r\n',
    'zz\r\n',
    'ffffffffffffffff\r\nx',
    '5\r\nhel',
    '0\r\nx: y\r\n\r\n',
  ),
  hostileText,
);

/** What a client writes that does not keep to HTTP, or nearly does. Ends the conversation after it. */
export const httpBytes: fc.Arbitrary<Buffer> = fc
  .record({
    line: fc.tuple(method, target, fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', '')),
    host: fc.constantFrom('Host: 127.0.0.1\r\n', 'Host: 127.0.0.1\r\n', ''),
    headers: fc.array(header, { maxLength: 3 }),
    ending: fc.constantFrom('\r\n', '\r\n', '\n', ''),
    body,
    encoding: fc.constantFrom<BufferEncoding>('latin1', 'utf8'),
  })
  .map(({ line, host, headers, ending, body, encoding }) =>
    Buffer.from(
      `${line.join(' ')}\r\n${host}${headers.map((each) => `${each}\r\n`).join('')}${ending}${body}`,
      encoding,
    ),
  );
