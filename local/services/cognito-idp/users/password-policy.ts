import { randomInt } from 'node:crypto';
import { invalidPassword } from '../errors';

/** What a pool's passwords must be like. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
}

/** A pool that says nothing asks for all of it (documented: Cognito guide, "Adding user pool password requirements"). */
export const defaultPasswordPolicy: PasswordPolicy = {
  minimumLength: 8,
  lowercase: true,
  uppercase: true,
  numbers: true,
  symbols: true,
};

const symbols = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+- ';
const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const numbers = '0123456789';

const kinds = [
  ['lowercase', 'Password must have lowercase characters', lowercase, 'a lowercase letter'],
  ['uppercase', 'Password must have uppercase characters', lowercase.toUpperCase(), 'an uppercase letter'],
  ['numbers', 'Password must have numeric characters', numbers, 'a digit'],
  ['symbols', 'Password must have symbol characters', symbols, 'a symbol, such as ! or -'],
] as const;

/** One thing that a pool asks of its passwords. */
export interface PasswordRule {
  /** For whoever is to think one up: `a digit`. */
  readonly wanted: string;
  /** Cognito's sentence about a password that breaks it. */
  readonly broken: string;
  holds(password: string): boolean;
}

/** What a pool asks of its passwords, in the order in which Cognito looks at it. */
export function passwordRules(policy: PasswordPolicy): readonly PasswordRule[] {
  return [
    {
      wanted: `at least ${policy.minimumLength} characters`,
      broken: 'Password not long enough',
      holds: (password) => [...password].length >= policy.minimumLength,
    },
    {
      // A space within counts as a symbol, one at either end is none (documented).
      wanted: 'no space at the beginning or the end',
      broken: 'Password must not begin or end with a space',
      holds: (password) => password.trim() === password,
    },
    ...kinds
      .filter(([kind]) => policy[kind])
      .map(([, broken, characters, wanted]) => ({
        wanted,
        broken,
        holds: (password: string) => [...password].some((one) => characters.includes(one)),
      })),
  ];
}

/** Those of a pool's rules that a password breaks. */
export function brokenRules(policy: PasswordPolicy, password: string): readonly PasswordRule[] {
  return passwordRules(policy).filter((rule) => !rule.holds(password));
}

/** @throws ServiceError InvalidPasswordException, naming the first rule that the password breaks */
export function checkPassword(policy: PasswordPolicy, password: string): void {
  const [first] = brokenRules(policy, password);
  if (first !== undefined) throw invalidPassword(first.broken);
}

/** A password that nobody can guess and every policy takes. */
export function temporaryPassword({ minimumLength }: PasswordPolicy): string {
  const ofKind = kinds.map(([, , characters]) => pick(characters.trimEnd()));
  const all = lowercase + lowercase.toUpperCase() + numbers;
  while (ofKind.length < Math.max(minimumLength, 20)) ofKind.splice(randomInt(ofKind.length), 0, pick(all));
  return ofKind.join('');
}

function pick(characters: string): string {
  return characters[randomInt(characters.length)] ?? '';
}
