import { type HttpRequest, hostOf } from '../../../../local/http/message';
import { serviceOf } from '../../../../local/http/route';

const html = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };
const signature =
  'AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0';

function asked(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  host = '127.0.0.1:4510',
  sentTo = host,
): string {
  const [rawPath = '/', rawQuery = ''] = url.split('?');
  const request: HttpRequest = {
    requestId: '1',
    method,
    rawPath,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: { host, ...headers },
    sentTo: { scheme: 'http', host: sentTo },
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
  };
  // S3 owns the hosts of buckets, and user pools those of their domains.
  return serviceOf(request, (name) => {
    if (name === 'players.auth.eu-west-1.amazoncognito.com') return 'managed-login';
    return /^game-files\./.test(name) && name === hostOf(request) ? 's3' : undefined;
  });
}

describe('a browser that opens the address asks the local cloud', () => {
  test.each<[string, Parameters<typeof asked>]>([
    ['at 127.0.0.1', ['/', html]],
    ['at localhost', ['/', html, 'GET', 'localhost:4510']],
    ['at an IPv6 address', ['/', html, 'GET', '[::1]:4510']],
    ['at a name that the cloud was told to answer to', ['/', html, 'GET', 'host.docker.internal:4510']],
    ['for the head alone', ['/', html, 'HEAD']],
    ['for HTML and nothing else', ['/', { accept: 'text/html' }]],
    ['for HTML in the middle of a list', ['/', { accept: 'image/png, TEXT/HTML;q=0.5, */*' }]],
    ['for the outputs, whatever it accepts', ['/_local/outputs.json']],
    ['for a page that is none', ['/_local/nothing']],
  ])('%s', (_what, request) => {
    expect(asked(...request)).toBe('local-cloud');
  });
});

describe('everybody else asks the service that they asked before', () => {
  test.each<[string, string, Parameters<typeof asked>]>([
    ['a client that says nothing of HTML', 's3', ['/']],
    ['one that takes anything', 's3', ['/', { accept: '*/*' }]],
    ['one that takes something like HTML', 's3', ['/', { accept: 'application/xhtml+xml, text/html5' }]],
    ['a signed call', 's3', ['/', { ...html, authorization: signature }]],
    ['a call with another signature', 's3', ['/', { ...html, authorization: 'AWS AKIA:0' }]],
    [
      'a presigned URL',
      's3',
      [`/?X-Amz-Credential=${encodeURIComponent('AKIA/20260101/eu-west-1/s3/aws4_request')}`, html],
    ],
    ['a list of buckets by its query', 's3', ['/?x-id=ListBuckets', html]],
    ['any query', 's3', ['/?a', html]],
    ['a call with a header of AWS', 's3', ['/', { ...html, 'x-amz-date': '20260101T000000Z' }]],
    ['an upload', 's3', ['/', html, 'PUT']],
    ['an upload form', 's3', ['/', html, 'POST']],
    ['a preflight', 'sts', ['/', html, 'OPTIONS']],
    ['a call of the query protocol', 'sts', ['/?Action=GetCallerIdentity&Version=2011-06-15', html]],
    ['a call with a target', 'dynamodb', ['/', { ...html, 'x-amz-target': 'DynamoDB_20120810.ListTables' }, 'POST']],
    ['a bucket', 's3', ['/game-files', html]],
    ['a bucket’s key that looks alike', 's3', ['/game-files/_local/outputs.json', html]],
    ['a path that begins alike', 's3', ['/_localized', html]],
    ['a page at a bucket’s host', 's3', ['/', html, 'GET', 'game-files.s3.eu-west-1.amazonaws.com']],
    ['a key at a bucket’s host', 's3', ['/_local/outputs.json', html, 'GET', 'game-files.localhost:4510']],
    ['a page at AWS’s host', 's3', ['/', html, 'GET', 's3.eu-west-1.amazonaws.com']],
    ['a path at AWS’s host', 's3', ['/_local/outputs.json', html, 'GET', 's3.eu-west-1.amazonaws.com']],
    ['a host of this machine that stands for another', 's3', ['/', html, 'GET', 'anything.localhost:4510']],
  ])('%s', (_what, service, request) => {
    expect(asked(...request)).toBe(service);
  });
});

describe('a page of another host that says it means this machine asks no page of the local cloud', () => {
  const paths: readonly [string, Readonly<Record<string, string>>][] = [
    ['/', html],
    ['/_local/outputs.json', {}],
    ['/_local/sign-in?provider=x', html],
    [
      '/_local/outputs.json',
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/local-cloud/aws4_request' },
    ],
  ];
  const meant = ['127.0.0.1:4510', 'localhost', '[::1]:4510', '192.168.0.7:4510'];

  test.each([
    'game-files.localhost:4510',
    'game-files.s3.localhost:4510',
    'anything.localhost',
    'S3.LOCALHOST:4510',
    'game-files.s3.eu-west-1.amazonaws.com',
    'internal-somebody-1.eu-west-1.elb.amazonaws.com:4510',
    'players.auth.eu-west-1.amazoncognito.com',
  ])('%s', (host) => {
    for (const [path, headers] of paths) {
      for (const means of meant) {
        expect(asked(path, headers, 'GET', means, host)).not.toBe('local-cloud');
        expect(asked(path, headers, 'GET', host)).not.toBe('local-cloud');
        // And from this machine's own addresses it does, by whichever of them.
        if (!('authorization' in headers))
          expect(asked(path, headers, 'GET', means, '127.0.0.1:4510')).toBe('local-cloud');
      }
    }
  });
});
