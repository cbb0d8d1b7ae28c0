import type { HttpRequest } from '../../../local/http/message';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import { type SessionSpec, SessionStore } from '../../../local/sessions/session-store';
import type { ServiceError } from '../../../local/shared/service-error';
import { type CallShape, signedCall, wireRequest } from './signed-call';

const noon = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const role = 'arn:aws:iam::123456789012:role/player';
const spec: SessionSpec = {
  principal: {
    kind: 'assumed-role',
    account: '123456789012',
    roleArn: role,
    sessionArn: 'arn:aws:sts::123456789012:assumed-role/player/adele',
    roleId: 'AROAEXAMPLE',
  },
  account: '123456789012',
  arn: 'arn:aws:sts::123456789012:assumed-role/player/adele',
  userId: 'AROAEXAMPLE:adele',
  policies: () => ({ identityPolicies: [] }),
  context: new Map(),
};

let now = noon;
const clock = { now: () => now };
const sessions = new SessionStore(clock);
const verifier = new SignatureVerifier({ sessions, clock, region: 'eu-west-1' });
const getScore: CallShape = {
  method: 'POST',
  headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'application/x-amz-json-1.0' },
  body: '{"TableName":"scores"}',
};
const getSave: CallShape = {
  method: 'GET',
  path: '/saves/private/a%20b/../slot%2B1.json',
  query: { 'x-id': 'GetObject' },
};

beforeEach(() => {
  now = noon;
});

function codeOf(verify: () => unknown): string {
  try {
    verify();
  } catch (error) {
    return (error as ServiceError).code;
  }
  return 'accepted';
}

test.each([
  ['dynamodb', getScore],
  ['s3', getSave],
  ['s3', { ...getSave, method: 'PUT', body: 'level 7', headers: { 'content-type': 'text/plain' } }],
  ['lambda', { method: 'POST', path: '/2015-03-31/functions/arn%3Aaws%3Alambda/invocations', body: '{}' }],
])('a request to %s that the SDK signed is accepted, and known by its session', async (service, shape) => {
  const { credentials, arn } = sessions.mint(spec, 3600);
  const request = await signedCall(shape, { credentials, service, at: noon });
  expect(verifier.verify(request, service)?.session.arn).toBe(arn);
});

test('a request without a signature is nobody’s', () => {
  expect(verifier.verify(wireRequest(getScore), 'dynamodb')).toBeUndefined();
});

describe('whatever was changed after signing is refused', () => {
  const changes: [string, (request: HttpRequest) => HttpRequest][] = [
    ['the body', (request) => ({ ...request, body: Buffer.from('{"TableName":"others"}') })],
    ['the method', (request) => ({ ...request, method: 'PUT' })],
    ['the path', (request) => ({ ...request, rawPath: '/other' })],
    ['the query', (request) => ({ ...request, query: new URLSearchParams('versionId=1') })],
    [
      'a signed header',
      (request) => ({ ...request, headers: { ...request.headers, 'x-amz-target': 'DynamoDB_20120810.DeleteItem' } }),
    ],
  ];
  test.each(changes)('%s', async (_what, change) => {
    const { credentials } = sessions.mint(spec, 3600);
    const request = await signedCall(getScore, { credentials, service: 'dynamodb', at: noon });
    expect(codeOf(() => verifier.verify(request, 'dynamodb'))).toBe('accepted');
    expect(codeOf(() => verifier.verify(change(request), 'dynamodb'))).toBe('InvalidSignatureException');
  });
});

describe('each service refuses in its own words', () => {
  const wrongSecret = (service: string, shape: CallShape) => async () => {
    const { credentials } = sessions.mint(spec, 3600);
    const right = await signedCall(shape, { credentials, service, at: noon });
    const wrong = await signedCall(shape, {
      credentials: { ...credentials, secretAccessKey: 'guessed' },
      service,
      at: noon,
    });
    expect(codeOf(() => verifier.verify(right, service))).toBe('accepted');
    return codeOf(() => verifier.verify(wrong, service));
  };
  test.each([
    ['dynamodb', getScore, 'InvalidSignatureException'],
    ['s3', getSave, 'SignatureDoesNotMatch'],
    ['sts', { body: 'Action=GetCallerIdentity' }, 'SignatureDoesNotMatch'],
  ])('%s', async (service, shape, code) => {
    expect(await wrongSecret(service, shape)()).toBe(code);
  });
});

test('another session’s token does not go with a key', async () => {
  const one = sessions.mint(spec, 3600).credentials;
  const other = sessions.mint(spec, 3600).credentials;
  const request = await signedCall(getScore, {
    credentials: { ...one, sessionToken: other.sessionToken ?? '' },
    service: 'dynamodb',
    at: noon,
  });
  const own = await signedCall(getScore, { credentials: one, service: 'dynamodb', at: noon });
  expect(codeOf(() => verifier.verify(own, 'dynamodb'))).toBe('accepted');
  expect(codeOf(() => verifier.verify(request, 'dynamodb'))).toBe('UnrecognizedClientException');
});

test('a key that was never handed out is unknown', async () => {
  const credentials = { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x', sessionToken: 'y' };
  const request = await signedCall(getSave, { credentials, service: 's3', at: noon });
  expect(codeOf(() => verifier.verify(request, 's3'))).toBe('InvalidAccessKeyId');
});

test('a session ends when its hour is over', async () => {
  const { credentials } = sessions.mint(spec, 3600);
  const attempt = async (at: number) => {
    now = at;
    const request = await signedCall(getScore, { credentials, service: 'dynamodb', at });
    return codeOf(() => verifier.verify(request, 'dynamodb'));
  };
  expect(await attempt(noon + 59 * minute)).toBe('accepted');
  expect(await attempt(noon + 60 * minute)).toBe('ExpiredTokenException');
});

test('a request is taken for fifteen minutes', async () => {
  const { credentials } = sessions.mint(spec, 3600);
  const request = await signedCall(getSave, { credentials, service: 's3', at: noon });
  now = noon + 15 * minute;
  expect(codeOf(() => verifier.verify(request, 's3'))).toBe('accepted');
  now = noon + 15 * minute + 1;
  expect(codeOf(() => verifier.verify(request, 's3'))).toBe('RequestTimeTooSkewed');
});

test.each([
  ['dynamodb', getScore, 'UnrecognizedClientException'],
  ['s3', getSave, 'InvalidAccessKeyId'],
])(
  'a session of %s’s caller whose role is deleted is as unknown as a key that was never given out',
  async (service, shape, code) => {
    let there = true;
    const policies = () => (there ? { identityPolicies: [] } : undefined);
    const { credentials } = sessions.mint({ ...spec, policies }, 3600);
    const request = await signedCall(shape, { credentials, service, at: noon });
    expect(codeOf(() => verifier.verify(request, service))).toBe('accepted');
    there = false;
    expect(codeOf(() => verifier.verify(request, service))).toBe(code);
  },
);

test('a signature for another service or region is not taken', async () => {
  const { credentials } = sessions.mint(spec, 3600);
  const elsewhere = await signedCall(getScore, { credentials, service: 'dynamodb', region: 'us-east-1', at: noon });
  const here = await signedCall(getScore, { credentials, service: 'dynamodb', at: noon });
  expect(codeOf(() => verifier.verify(here, 'dynamodb'))).toBe('accepted');
  expect(codeOf(() => verifier.verify(elsewhere, 'dynamodb'))).toBe('InvalidSignatureException');
  expect(codeOf(() => verifier.verify(here, 'secretsmanager'))).toBe('InvalidSignatureException');
});

describe('S3', () => {
  test('refuses a body that is not the one whose hash was signed', async () => {
    const { credentials } = sessions.mint(spec, 3600);
    const request = await signedCall(
      { ...getSave, method: 'PUT', body: 'level 7' },
      { credentials, service: 's3', at: noon },
    );
    expect(codeOf(() => verifier.verify(request, 's3'))).toBe('accepted');
    const forged = { ...request, body: Buffer.from('level 99') };
    expect(codeOf(() => verifier.verify(forged, 's3'))).toBe('XAmzContentSHA256Mismatch');
  });

  test('a presigned URL holds for as long as it says, for its own method and key', async () => {
    const { credentials } = sessions.mint(spec, 3600);
    // As the SDK's presigner for S3 does: the body of an upload is not known when its URL is made.
    const shape = { ...getSave, headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } };
    const request = await signedCall(shape, { credentials, service: 's3', at: noon, presignedSeconds: 300 });
    now = noon + 5 * minute;
    expect(codeOf(() => verifier.verify(request, 's3'))).toBe('accepted');
    expect(codeOf(() => verifier.verify({ ...request, method: 'DELETE' }, 's3'))).toBe('SignatureDoesNotMatch');
    expect(codeOf(() => verifier.verify({ ...request, rawPath: '/saves/private/b' }, 's3'))).toBe(
      'SignatureDoesNotMatch',
    );
    now = noon + 5 * minute + 1;
    expect(codeOf(() => verifier.verify(request, 's3'))).toBe('AccessDenied');
  });
});

describe('a parameter that no signature covers is not let in beside one', () => {
  const names = ['X-Amz-Signature', 'x-amz-signature', 'X-AMZ-SIGNATURE'];
  const ways: [string, number | undefined, string][] = names.flatMap((name): [string, number | undefined, string][] => [
    [name, undefined, 'header'],
    [name, 300, 'URL'],
  ]);
  test.each(ways)('%s', async (name, presignedSeconds) => {
    const { credentials } = sessions.mint(spec, 3600);
    const headers: Record<string, string> =
      presignedSeconds === undefined ? {} : { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };
    const request = await signedCall(
      { ...getSave, headers },
      {
        credentials,
        service: 's3',
        at: noon,
        ...(presignedSeconds === undefined ? {} : { presignedSeconds }),
      },
    );
    const query = new URLSearchParams(request.query);
    query.append(name, '0'.repeat(64));
    expect(codeOf(() => verifier.verify(request, 's3'))).toBe('accepted');
    expect(codeOf(() => verifier.verify({ ...request, query }, 's3'))).toBe(
      presignedSeconds === undefined ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError',
    );
  });

  test.each([
    'X-Amz-Algorithm',
    'x-amz-expires',
    'X-AMZ-CREDENTIAL',
    'X-Amz-Content-Sha256',
    'X-Amz-Tagging',
    'x-amz-tagging',
  ])('a URL in which %s is a second one, whatever its signature', async (name) => {
    const { credentials } = sessions.mint(spec, 3600);
    const headers = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };
    const sign = (query: Record<string, string>) =>
      signedCall({ ...getSave, headers, query }, { credentials, service: 's3', at: noon, presignedSeconds: 300 });
    const once = await sign({ 'X-Amz-Tagging': 'a=1' });
    expect(codeOf(() => verifier.verify(once, 's3'))).toBe('accepted');
    const query = new URLSearchParams([...once.query, [name, once.query.get(name) ?? 'a=1']]);
    expect(codeOf(() => verifier.verify({ ...once, query }, 's3'))).toBe('AuthorizationQueryParametersError');
  });

  test.each(names)('%s alone is no anonymous request', (name) => {
    const anonymous = (query: Record<string, string>) => wireRequest({ ...getSave, headers: { host: 'h' }, query });
    expect(codeOf(() => verifier.verify(anonymous({}), 's3'))).toBe('accepted');
    expect(codeOf(() => verifier.verify(anonymous({ [name]: '0'.repeat(64) }), 's3'))).toBe(
      'AuthorizationQueryParametersError',
    );
  });
});

describe('a malformed signature is refused, never read leniently', () => {
  const bad: [string, string][] = [
    [
      'another algorithm',
      'AWS4-HMAC-SHA1 Credential=a/20261120/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00',
    ],
    [
      'a short scope',
      `AWS4-HMAC-SHA256 Credential=a/20261120/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    ],
    ...['2', '2026', '2026112', '20261120T'].map((date): [string, string] => [
      `a scope of no whole date: ${date}`,
      `AWS4-HMAC-SHA256 Credential=a/${date}/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    ]),
    ...['Credential=a/20261120/eu-west-1/s3/aws4_request', 'SignedHeaders=host', `Signature=${'0'.repeat(64)}`].map(
      (field, _index, fields): [string, string] => [
        `twice ${field.slice(0, 10)}`,
        `AWS4-HMAC-SHA256 ${[...fields, field].join(', ')}`,
      ],
    ),
    ['no signature', 'AWS4-HMAC-SHA256 Credential=a/20261120/eu-west-1/s3/aws4_request, SignedHeaders=host'],
    ['a bearer token', 'Bearer eyJhbGciOiJub25lIn0'],
  ];
  test.each(bad)('%s', (_what, authorization) => {
    const request = wireRequest({ headers: { authorization, 'x-amz-date': '20261120T120000Z', host: 'h' } });
    expect(codeOf(() => verifier.verify(request, 's3'))).toBe('AuthorizationHeaderMalformed');
    expect(codeOf(() => verifier.verify(request, 'dynamodb'))).toBe('IncompleteSignatureException');
  });

  test('and of a well-formed one the key is asked for', () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=a/20261120/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
    const request = wireRequest({ headers: { authorization, 'x-amz-date': '20261120T120000Z', host: 'h' } });
    expect(codeOf(() => verifier.verify(request, 's3'))).toBe('InvalidAccessKeyId');
  });
});
