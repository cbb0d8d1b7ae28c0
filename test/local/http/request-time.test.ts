import { SignatureVerifier } from '../../../local/http/verify-signature';
import { exampleCredentials as credentials, exampleSessions as sessions } from './aws-example';
import { signedCall } from './signed-call';

const noon = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;

const early =
  'Signature not yet current: 20261120T120000Z is still later than 20261120T115959Z (20261120T114459Z + 15 min.)';
const late = 'Signature expired: 20261120T120000Z is now earlier than 20261120T120001Z (20261120T121501Z - 15 min.)';
const json = { code: 'InvalidSignatureException', status: 400 };
const query = { code: 'SignatureDoesNotMatch', status: 403 };
const s3 = {
  code: 'RequestTimeTooSkewed',
  status: 403,
  message: 'The difference between the request time and the current time is too large.',
};
const s3Times = { RequestTime: '20261120T120000Z', MaxAllowedSkewMilliseconds: '900000' };

test.each([
  ...['dynamodb', 'cognito-identity', 'cognito-idp', 'secretsmanager', 'lambda'].map((service) => ({
    service,
    tooEarly: { ...json, message: early, detail: {} },
    tooLate: { ...json, message: late, detail: {} },
  })),
  ...['sts', 'cloudformation'].map((service) => ({
    service,
    tooEarly: { ...query, message: early, detail: {} },
    tooLate: { ...query, message: late, detail: {} },
  })),
  {
    service: 's3',
    tooEarly: { ...s3, detail: { ...s3Times, ServerTime: '2026-11-20T11:44:59Z' } },
    tooLate: { ...s3, detail: { ...s3Times, ServerTime: '2026-11-20T12:15:01Z' } },
  },
])('$service takes a clock that is fifteen minutes off, and says both times of one that is more', async (row) => {
  const { service, tooEarly, tooLate } = row;
  const request = await signedCall({}, { credentials, service, at: noon });
  const at = (now: number) => {
    try {
      return new SignatureVerifier({ sessions, clock: { now: () => now }, region: 'eu-west-1' }).verify(
        request,
        service,
      )?.session.arn;
    } catch (error) {
      return error;
    }
  };
  const signer = 'arn:aws:iam::111122223333:user/example';
  expect([at(noon - 15 * minute), at(noon), at(noon + 15 * minute)]).toEqual([signer, signer, signer]);
  expect(at(noon - 15 * minute - 1000)).toMatchObject(tooEarly);
  expect(at(noon + 15 * minute + 1000)).toMatchObject(tooLate);
});
