import { mismatch } from '../../../local/http/signature-errors';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import type { ServiceError } from '../../../local/shared/service-error';
import { exampleCredentials, exampleSessions as sessions } from './aws-example';
import { signedCall } from './signed-call';

const at = Date.UTC(2026, 10, 20, 12);
const verifier = new SignatureVerifier({ sessions, clock: { now: () => at }, region: 'eu-west-1' });

const jsonWords = { code: 'InvalidSignatureException', status: 400, message: mismatch };
const queryWords = { code: 'SignatureDoesNotMatch', status: 403, message: mismatch };
/** What each service says of an unsigned header; of an unsigned host, where that is something else. */
const services: Readonly<Record<string, { words: Partial<ServiceError>; ofHost?: Partial<ServiceError> }>> = {
  s3: { words: { code: 'AccessDenied', message: 'There were headers present in the request which were not signed' } },
  dynamodb: {
    words: jsonWords,
    ofHost: { ...jsonWords, message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization." },
  },
  'cognito-identity': { words: jsonWords },
  'cognito-idp': { words: jsonWords },
  secretsmanager: { words: jsonWords },
  lambda: { words: jsonWords },
  sts: { words: queryWords },
  cloudformation: { words: queryWords },
};

const amazonHeaders = {
  'x-amz-target': 'DynamoDB_20120810.DeleteItem',
  'x-amz-acl': 'public-read',
  'x-amz-invocation-type': 'DryRun',
  'x-amz-user-agent': 'aws-amplify/6',
  'x-amz-checksum-crc32': 'AAAAAA==',
  'x-amz-no-header-of-today': 'x',
};
/** What clients send and leave unsigned. */
const othersHeaders = {
  'user-agent': 'aws-cli/2',
  'x-amzn-trace-id': 'Root=1-67891233',
  expect: '100-continue',
  te: 'x',
};

const carriers = [
  ['header', undefined],
  ['URL', 300],
] as const;

interface Way {
  readonly service: string;
  readonly presignedSeconds?: number;
}

/** S3's URLs say that they know no body; the SDK's presigner takes this into the URL. */
const payloadOf = ({ service, presignedSeconds }: Way): Record<string, string> =>
  service === 's3' && presignedSeconds !== undefined ? { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } : {};

/** What a request is answered that has one more header, signed or not. */
async function verdict({ service, presignedSeconds }: Way, header: string, value: string, signed: boolean) {
  const headers = { ...payloadOf({ service, presignedSeconds }), ...(header === 'host' ? {} : { [header]: value }) };
  const request = await signedCall(
    { headers, body: 'x' },
    {
      credentials: exampleCredentials,
      service,
      at,
      asHeaders: [header],
      ...(presignedSeconds === undefined ? {} : { presignedSeconds }),
      ...(signed ? {} : { unsigned: [header] }),
    },
  );
  return judged(request, service);
}

function judged(request: Parameters<SignatureVerifier['verify']>[0], service: string) {
  try {
    return verifier.verify(request, service)?.session.arn;
  } catch (error) {
    return error;
  }
}

const accepted = 'arn:aws:iam::111122223333:user/example';
const ways = Object.keys(services).flatMap((service) =>
  carriers.map(([carrier, presignedSeconds]) => ({ service, carrier, presignedSeconds })),
);

describe.each(ways)('$service, signed in the $carrier', ({ service, presignedSeconds }) => {
  const way = { service, ...(presignedSeconds === undefined ? {} : { presignedSeconds }) };
  const { words = {}, ofHost = words } = services[service] ?? {};

  test.each(Object.entries(amazonHeaders))('takes %s signed and not unsigned', async (header, value) => {
    expect(await verdict(way, header, value, true)).toBe(accepted);
    expect(await verdict(way, header, value, false)).toMatchObject(words);
  });

  test.each(Object.entries(othersHeaders))('takes %s, which clients leave unsigned', async (header, value) => {
    expect(await verdict(way, header, value, false)).toBe(accepted);
  });

  test('takes no signature that does not cover the host', async () => {
    expect(await verdict(way, 'host', '', true)).toBe(accepted);
    expect(await verdict(way, 'host', '', false)).toMatchObject(ofHost);
  });

  test('takes no request that has no host', async () => {
    const request = await signedCall({ headers: { host: '' } }, { credentials: exampleCredentials, at, ...way });
    const { host, ...headers } = request.headers;
    expect(host).toBe('');
    expect(judged({ ...request, headers }, service)).toMatchObject({
      code: service === 's3' ? 'SignatureDoesNotMatch' : words.code,
    });
  });
});

test.each(['x-amz-date', 'x-amz-content-sha256'])('%s of a signed header must be signed itself', async (header) => {
  for (const [service, { words }] of Object.entries(services)) {
    const hash = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
    expect(await verdict({ service }, header, hash, true)).toBe(accepted);
    expect(await verdict({ service }, header, hash, false)).toMatchObject(words);
  }
});

test('S3 names the headers; others have no member for them', async () => {
  const unsigned = (service: string) => verdict({ service }, 'x-amz-acl', 'public-read', false);
  expect(await unsigned('s3')).toMatchObject({ detail: { HeadersNotSigned: 'x-amz-acl' } });
  expect(await unsigned('dynamodb')).toHaveProperty('detail', {});
});

test('a presigned URL of S3 takes the payload’s hash beside it, as clients send it; no other service’s does', async () => {
  const beside = async (service: string) => {
    const request = await signedCall(
      { headers: payloadOf({ service, presignedSeconds: 300 }) },
      { credentials: exampleCredentials, service, at, presignedSeconds: 300 },
    );
    const headers = { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    return [judged(request, service), judged({ ...request, headers }, service)];
  };
  expect(await beside('s3')).toEqual([accepted, accepted]);
  expect(await beside('sts')).toEqual([accepted, expect.objectContaining(queryWords)]);
});
