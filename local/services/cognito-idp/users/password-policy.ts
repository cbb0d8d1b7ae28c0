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
  ['lowercase', 'Password must have lowercase characters', lowercase],
  ['uppercase', 'Password must have uppercase characters', lowercase.toUpperCase()],
  ['numbers', 'Password must have numeric characters', numbers],
  ['symbols', 'Password must have symbol characters', symbols],
] as const;

/** @throws ServiceError InvalidPasswordException, naming the first rule that the password breaks */
export function checkPassword(policy: PasswordPolicy, password: string): void {
  if ([...password].length < policy.minimumLength) throw invalidPassword('Password not long enough');
  // A space within counts as a symbol, one at either end is none (documented).
  if (password.trim() !== password) throw invalidPassword('Password must not begin or end with a space');
  for (const [kind, sentence, characters] of kinds) {
    if (policy[kind] && ![...password].some((one) => characters.includes(one))) throw invalidPassword(sentence);
  }
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
