import { createHash } from 'node:crypto';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import type { ServiceError } from '../../../local/shared/service-error';
import { exampleCredentials as credentials, exampleSessions as sessions } from './aws-example';
import { type CallShape, signedCall, wireRequest } from './signed-call';

const noon = Date.UTC(2026, 10, 20, 12);
const verifier = new SignatureVerifier({ sessions, clock: { now: () => noon }, region: 'eu-west-1' });
const getSave: CallShape = { method: 'GET', path: '/saves/private/a%20b' };

function codeOf(verify: () => unknown): string {
  try {
    verify();
  } catch (error) {
    return (error as ServiceError).code;
  }
  return 'accepted';
}

describe('what an S3 signature says of the body', () => {
  const saying = async (word: string, presignedSeconds?: number) => {
    // The SDK's presigner moves the header into the URL as it is spelled.
    const name = presignedSeconds === undefined ? 'x-amz-content-sha256' : 'X-Amz-Content-Sha256';
    const shape = { ...getSave, method: 'PUT', headers: { [name]: word }, body: 'level 7' };
    const request = await signedCall(shape, { credentials, service: 's3', at: noon, presignedSeconds });
    return (headers: Record<string, string> = {}) =>
      codeOf(() => verifier.verify({ ...request, headers: { ...request.headers, ...headers } }, 's3'));
  };

  test('is a hash that the body has, or one of the words that S3 knows', async () => {
    const hash = createHash('sha256').update('level 7').digest('hex');
    for (const word of [hash, 'UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER']) {
      expect((await saying(word))()).toBe('accepted');
    }
    expect((await saying(hash.replace(/.$/, 'x')))()).toBe('InvalidArgument');
    expect((await saying('GIBBERISH'))()).toBe('InvalidArgument');
    expect((await saying('0'.repeat(64)))()).toBe('XAmzContentSHA256Mismatch');
  });

  test('of a URL that promises signed chunks, is what the request must then say too', async () => {
    const word = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
    const send = await saying(word, 60);
    expect(send({ 'x-amz-content-sha256': word })).toBe('accepted');
    expect(send({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })).toBe('XAmzContentSHA256Mismatch');
    expect(send()).toBe('XAmzContentSHA256Mismatch');
  });
});

test('S3 names the region that it expects, for header and URL', async () => {
  const refusalOf = async (presignedSeconds?: number) => {
    const options = { credentials, service: 's3', region: 'us-east-1', at: noon, presignedSeconds };
    try {
      return verifier.verify(await signedCall(getSave, options), 's3');
    } catch (error) {
      return error;
    }
  };
  expect(await refusalOf()).toMatchObject({ code: 'AuthorizationHeaderMalformed', detail: { Region: 'eu-west-1' } });
  expect(await refusalOf(60)).toMatchObject({
    code: 'AuthorizationQueryParametersError',
    detail: { Region: 'eu-west-1' },
  });
});

test.each([
  { headers: { authorization: 'AWS AKIAEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=' } },
  { query: { AWSAccessKeyId: 'AKIAEXAMPLE', Signature: 'frJIUN8DYpKDtOLCwo//yllqDzg=', Expires: '1795183486' } },
])('a signature of version 2 is refused by name, not taken for none', (shape) => {
  expect(codeOf(() => verifier.verify(wireRequest(shape), 's3'))).toBe('InvalidRequest');
  expect(codeOf(() => verifier.verify(wireRequest({}), 's3'))).toBe('accepted');
});
