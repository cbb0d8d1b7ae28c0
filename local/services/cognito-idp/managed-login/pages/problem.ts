import type { ServiceError } from '../../../../shared/service-error';
import { invalidPassword } from '../../errors';
import type { UserPool } from '../../user-pool';
import { brokenRules } from '../../users/password-policy';
import { attributePrefix, type Problem } from './field';

/** The kind of field that a refusal is about, by its code. A name and a password that are wrong together are told apart nowhere. */
const kinds: Readonly<Record<string, string>> = {
  InvalidPasswordException: 'new-password',
  CodeMismatchException: 'one-time-code',
  ExpiredCodeException: 'one-time-code',
  UsernameExistsException: 'username',
  UserNotFoundException: 'username',
};

/**
 * A refusal of the API as a page tells it. Of a password that is to be thought up it tells all that is missing, where the API stops at the
 * first.
 */
export function problemOf({ code, message }: ServiceError, pool: UserPool, form: URLSearchParams): Problem {
  return {
    sentence: code === 'InvalidPasswordException' ? weakPassword(pool, form) : message,
    isOf: ({ name, autocomplete }) =>
      kinds[code] === autocomplete ||
      (code === 'InvalidParameterException' && isNamed(message, name.replace(attributePrefix, ''))),
  };
}

/** A problem of the form as a whole. */
export function problemOfForm(sentence: string): Problem {
  return { sentence, isOf: () => false };
}

function weakPassword({ passwordPolicy }: UserPool, form: URLSearchParams): string {
  const password = form.get('new_password') ?? form.get('password') ?? '';
  return invalidPassword(
    brokenRules(passwordPolicy, password)
      .map(({ broken }) => broken)
      .join('. '),
  ).message;
}

/** Cognito names the attribute, or the user name, in a sentence; of an address that is none it says what it is. */
function isNamed(sentence: string, name: string): boolean {
  const word = name === 'phone_number' ? 'phone number' : name;
  return new RegExp(`(^|[^\\w])${word.replace(/[^\w ]/g, '\\$&')}([^\\w]|$)`, 'i').test(sentence);
}
