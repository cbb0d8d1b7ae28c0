import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { codeExpired, codeMismatch, tooManyAttempts } from '../errors';
import type { ChangingUser, CodePurpose, PendingCode } from './user';

/** Codes live a day (documented), those for a forgotten password an hour (documented: Cognito guide, user pool quotas). */
const lifetimeMilliseconds: Readonly<Record<CodePurpose, number>> = {
  'sign-up': 24 * 60 * 60 * 1000,
  email: 24 * 60 * 60 * 1000,
  'forgotten-password': 60 * 60 * 1000,
};

/** Wrong codes per hour and user. AWS names between 5 and 20, by risk (documented for a forgotten password). */
const wrongCodesPerHour = 5;
const hourMilliseconds = 60 * 60 * 1000;

/** Makes a code, in place of an earlier one: six digits that cannot be predicted. */
export function issueCode(user: ChangingUser, purpose: CodePurpose, now: number, value?: string): string {
  const code = randomInt(1_000_000).toString().padStart(6, '0');
  user.codes.set(purpose, {
    code,
    expiresAt: now + lifetimeMilliseconds[purpose],
    ...(value === undefined ? {} : { value }),
  });
  return code;
}

/** Makes a code that nobody is sent and nobody can guess, in place of an earlier one: whoever tries others meets what a real one does. */
export function pretendCode(user: ChangingUser, purpose: CodePurpose, now: number): void {
  user.codes.set(purpose, { code: randomBytes(32).toString('hex'), expiresAt: now + lifetimeMilliseconds[purpose] });
}

/**
 * Uses a code up.
 *
 * @throws ServiceError as {@link checkCode} does
 */
export function redeemCode(user: ChangingUser, purpose: CodePurpose, code: string, now: number): PendingCode {
  const pending = checkCode(user, purpose, code, now);
  user.codeAttempts.wrong = 0;
  user.codes.delete(purpose);
  return pending;
}

/**
 * Looks whether a code is right, and leaves it. No code of a disabled user is right (documented for a forgotten password, the narrower
 * reading for the others).
 *
 * A new user has a code from the start, and nobody else ever has one for that; so what is wrong is told like a wrong code whether or not
 * there is one, and that it has expired only to whoever has it. Any other code can be asked for in any name, and that there is none is
 * told as documented, like one that has expired.
 *
 * @throws ServiceError for a wrong or expired one, and for any at all after too many wrong ones
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html documented
 */
export function checkCode(user: ChangingUser, purpose: CodePurpose, code: string, now: number): PendingCode {
  const attempts = user.codeAttempts;
  if (now >= attempts.since + hourMilliseconds) attempts.wrong = 0;
  if (attempts.wrong >= wrongCodesPerHour) throw tooManyAttempts();
  const pending = user.codes.get(purpose);
  const isRight = pending !== undefined && user.enabled && isSame(code, pending.code);
  const isFresh = pending !== undefined && now < pending.expiresAt;
  if (!isFresh && (isRight || purpose !== 'sign-up')) throw codeExpired();
  if (!isRight) {
    // The hour begins with the first wrong one: from any other moment, such as the user's making, it would tell when that was.
    if (attempts.wrong === 0) attempts.since = now;
    attempts.wrong += 1;
    throw codeMismatch();
  }
  return pending;
}

function isSame(code: string, expected: string): boolean {
  const [given, wanted] = [Buffer.from(code), Buffer.from(expected)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
