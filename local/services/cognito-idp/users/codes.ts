import { randomInt, timingSafeEqual } from 'node:crypto';
import { codeExpired, codeMismatch, tooManyAttempts } from '../errors';
import type { CodePurpose, PendingCode, User } from './user';

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
export function issueCode(user: User, purpose: CodePurpose, now: number, value?: string): string {
  const code = randomInt(1_000_000).toString().padStart(6, '0');
  user.codes.set(purpose, {
    code,
    expiresAt: now + lifetimeMilliseconds[purpose],
    ...(value === undefined ? {} : { value }),
  });
  return code;
}

/**
 * Uses a code up.
 *
 * @throws ServiceError for a wrong or expired one, and for any at all after too many wrong ones
 */
export function redeemCode(user: User, purpose: CodePurpose, code: string, now: number): PendingCode {
  const attempts = user.codeAttempts;
  if (now >= attempts.since + hourMilliseconds) Object.assign(attempts, { since: now, wrong: 0 });
  if (attempts.wrong >= wrongCodesPerHour) throw tooManyAttempts();
  const pending = user.codes.get(purpose);
  if (pending === undefined || now >= pending.expiresAt) throw codeExpired();
  const given = Buffer.from(code);
  const expected = Buffer.from(pending.code);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    attempts.wrong += 1;
    throw codeMismatch();
  }
  attempts.wrong = 0;
  user.codes.delete(purpose);
  return pending;
}
