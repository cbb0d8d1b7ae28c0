import { randomInt } from 'node:crypto';

const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** What a generated password may and must hold, in CloudFormation's words. */
export interface PasswordOptions {
  readonly ExcludeCharacters: string;
  readonly ExcludeLowercase: boolean;
  readonly ExcludeNumbers: boolean;
  readonly ExcludePunctuation: boolean;
  readonly ExcludeUppercase: boolean;
  readonly IncludeSpace: boolean;
  /** In characters. */
  readonly PasswordLength: number;
  readonly RequireEachIncludedType: boolean;
}

/** The characters of each type that may be used; a type of which nothing is left is left out. */
export function characterTypes(options: PasswordOptions): string[] {
  const types = [
    options.ExcludeLowercase ? '' : lowerCase,
    options.ExcludeUppercase ? '' : lowerCase.toUpperCase(),
    options.ExcludeNumbers ? '' : '0123456789',
    options.ExcludePunctuation ? '' : punctuation,
    options.IncludeSpace ? ' ' : '',
  ];
  return types
    .map((characters) => [...characters].filter((character) => !options.ExcludeCharacters.includes(character)).join(''))
    .filter((characters) => characters !== '');
}

/** A password. The options must leave at least one character, and room for one of each type where that is asked for. */
export function randomPassword(options: PasswordOptions): string {
  const types = characterTypes(options);
  const all = types.join('');
  // One of each first, where that is asked for; then anything; then shuffled, so that places say nothing.
  const characters = options.RequireEachIncludedType ? types.map(pick) : [];
  while (characters.length < options.PasswordLength) characters.push(pick(all));
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] as string, characters[last] as string];
  }
  return characters.join('');
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
