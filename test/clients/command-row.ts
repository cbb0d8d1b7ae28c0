/** Whose keys a command runs with. */
export type Caller = 'administrator' | 'player' | 'guest';

/** What a command must come to. */
export type Expected =
  /** It does what it does on AWS, and what it prints holds this. */
  | { readonly works: RegExp }
  /** It is refused as on AWS: its message holds this. */
  | { readonly refused: RegExp }
  /** AWS would do it and the local cloud does not: what it says, and why that is so. */
  | { readonly differs: RegExp; readonly because: string };

/** One command, as somebody types it; `$BUCKET` and the like are what {@link Surroundings} sets. */
export interface CommandRow {
  readonly as: Caller;
  readonly command: string;
  readonly expected: Expected;
}

/** What came of a command. */
export interface Ended {
  readonly code: number;
  /** What it printed, output and messages. */
  readonly printed: string;
}

/** What is wrong with what came of a command; undefined: nothing. */
export function faultOf({ code, printed }: Ended, expected: Expected): string | undefined {
  const succeeds = 'works' in expected;
  const pattern = succeeds ? expected.works : 'refused' in expected ? expected.refused : expected.differs;
  const said = printed.trim().slice(0, 2_000);
  if ((code === 0) !== succeeds) return `it ended with ${code}, and said: ${said}`;
  return pattern.test(printed) ? undefined : `it did not say ${pattern}, but: ${said}`;
}

const row =
  (as: Caller) =>
  (command: string, expected: Expected): CommandRow => ({ as, command, expected });

/** With the keys of the account's administrator. */
export const administrator = row('administrator');
/** With the keys of a player who has signed in. */
export const player = row('player');
/** With the keys of a guest. */
export const guest = row('guest');

export const works = (pattern: RegExp): Expected => ({ works: pattern });
export const refused = (pattern: RegExp): Expected => ({ refused: pattern });
export const differs = (pattern: RegExp, because: string): Expected => ({ differs: pattern, because });
