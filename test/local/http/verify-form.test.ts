import type { HttpRequest } from '../../../local/http/message';
import type { FormSignature } from '../../../local/http/signature-parts';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import type { ServiceError } from '../../../local/shared/service-error';
import { exampleSessions } from './aws-example';
import { wireRequest } from './signed-call';

const day = 24 * 60 * 60 * 1000;
const signedAt = Date.UTC(2015, 11, 29);
let now = signedAt;
beforeEach(() => {
  now = signedAt;
});

/** The policy of AWS's worked example, byte by byte: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html */
const policy = [
  '{ "expiration": "2015-12-30T12:00:00.000Z",',
  '  "conditions": [',
  '    {"bucket": "sigv4examplebucket"},',
  '    ["starts-with", "$key", "user/user1/"],',
  '    {"acl": "public-read"},',
  '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
  '    ["starts-with", "$Content-Type", "image/"],',
  '    {"x-amz-meta-uuid": "14365123651274"},',
  '    {"x-amz-server-side-encryption": "AES256"},',
  '    ["starts-with", "$x-amz-meta-tag", ""],',
  '',
  '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
  '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
  '    {"x-amz-date": "20151229T000000Z" }',
  '  ]',
  '}',
].join('\r\n');

const example: FormSignature = {
  stringToSign: Buffer.from(policy).toString('base64'),
  parts: {
    carrier: 'form',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    scopeDate: '20151229',
    region: 'us-east-1',
    service: 's3',
    signedHeaders: [],
    signature: '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
    signedAt: '20151229T000000Z',
  },
};

function verdict(form: FormSignature, { region = 'us-east-1', request = wireRequest({}) as HttpRequest } = {}): string {
  const verifier = new SignatureVerifier({ sessions: exampleSessions, clock: { now: () => now }, region });
  try {
    return verifier.verifyForm(request, form, 's3').session.arn;
  } catch (error) {
    return (error as ServiceError).code;
  }
}
const withParts = (parts: Partial<FormSignature['parts']>) => ({ ...example, parts: { ...example.parts, ...parts } });
const signer = 'arn:aws:iam::111122223333:user/example';

test('AWS’s worked example of an upload form is its signer’s', () => {
  expect(verdict(example)).toBe(signer);
});

test.each<[string, FormSignature, string]>([
  ['another policy', { ...example, stringToSign: `${example.stringToSign}=` }, 'SignatureDoesNotMatch'],
  ['another signature', withParts({ signature: '0'.repeat(64) }), 'SignatureDoesNotMatch'],
  ['another day’s scope', withParts({ scopeDate: '20151228' }), 'SignatureDoesNotMatch'],
  ['an unknown key', withParts({ accessKeyId: 'AKIANOBODY' }), 'InvalidAccessKeyId'],
  ['a session token that is not the key’s', withParts({ sessionToken: 'stolen' }), 'InvalidToken'],
  ['another service’s scope', withParts({ service: 'dynamodb' }), 'AuthorizationHeaderMalformed'],
  ['a date that is none', withParts({ signedAt: '20151399T000000Z' }), 'AuthorizationHeaderMalformed'],
])('a form with %s is refused', (_what, form, code) => {
  expect(verdict(example)).toBe(signer);
  expect(verdict(form)).toBe(code);
});

test.each(['x-amz-acl', 'x-amz-tagging', 'x-amz-security-token'])(
  'a form is refused beside a header %s, which nothing signs',
  (name) => {
    const beside = (header: string) => ({ request: wireRequest({ headers: { host: 'h', [header]: 'x' } }) });
    expect(verdict(example, beside('x-requested-with'))).toBe(signer);
    expect(verdict(example, beside(name))).toBe('AccessDenied');
  },
);

test('a form signed for another region is refused', () => {
  expect(verdict(example, { region: 'eu-west-1' })).toBe('AuthorizationHeaderMalformed');
});

test('a form outlives the fifteen minutes of a request, and not the week of its key', () => {
  now = signedAt + 7 * day;
  expect(verdict(example)).toBe(signer);
  now = signedAt + 7 * day + 1;
  expect(verdict(example)).toBe('AccessDenied');
  now = signedAt - 16 * 60_000;
  expect(verdict(example)).toBe('AccessDenied');
});

test('a form and its request cannot be signed by two', () => {
  const request = wireRequest({ headers: { authorization: 'AWS4-HMAC-SHA256 Credential=someone' } });
  expect(verdict(example, { request })).toBe('AuthorizationHeaderMalformed');
});
