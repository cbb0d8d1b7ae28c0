import type { Fail } from './signature-errors';
import { type SignatureParts, signedAtOf } from './signature-parts';

/** AWS takes a request whose date is at most fifteen minutes from its own. */
const allowedSkewMilliseconds = 15 * 60 * 1000;

/**
 * A form is signed once and sent until its policy expires, which the form's reader checks; the key that signs it changes with the day
 * of its scope. **Unconfirmed**: the age at which AWS stops deriving a day's key; a week is what it gives presigned URLs.
 */
const oldestFormMilliseconds = 7 * 24 * 60 * 60 * 1000;

/**
 * Holds a request to its date.
 *
 * @param now milliseconds since the epoch
 * @throws ServiceError in the words of the service
 */
export function checkTime(parts: SignatureParts, signingName: string, now: number, fail: Fail): void {
  const signedAt = signedAtOf(parts);
  if (Number.isNaN(signedAt)) throw fail('malformed', `'${parts.signedAt}' is not a date.`);
  const isEarly = signedAt > now + allowedSkewMilliseconds;
  if (parts.carrier === 'header') {
    if (isEarly || signedAt < now - allowedSkewMilliseconds) throw skewed(parts, signingName, now, isEarly, fail);
    return;
  }
  const goodFor = parts.carrier === 'form' ? oldestFormMilliseconds : (parts.validForSeconds ?? 0) * 1000;
  if (isEarly) throw fail('expired-url', 'Request is not yet valid');
  if (now > signedAt + goodFor) throw fail('expired-url', 'Request has expired');
}

/**
 * Clients set their clocks by this refusal and try again. S3 says its time in members of their own; everyone else says both times in the
 * sentence (**observed**: aws-sdk-js#2565, amplify-js#3719; STS: devsecops/bootcamp#101), and the answer's `date` says it in any case.
 */
function skewed(parts: SignatureParts, signingName: string, now: number, isEarly: boolean, fail: Fail) {
  if (signingName === 's3') {
    return fail('skewed', 'The difference between the request time and the current time is too large.', {
      RequestTime: parts.signedAt,
      ServerTime: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
      MaxAllowedSkewMilliseconds: String(allowedSkewMilliseconds),
    });
  }
  const bound = basicTime(now + (isEarly ? 1 : -1) * allowedSkewMilliseconds);
  return fail(
    'skewed',
    isEarly
      ? `Signature not yet current: ${parts.signedAt} is still later than ${bound} (${basicTime(now)} + 15 min.)`
      : `Signature expired: ${parts.signedAt} is now earlier than ${bound} (${basicTime(now)} - 15 min.)`,
  );
}

/** `20261120T120000Z` */
function basicTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
}
