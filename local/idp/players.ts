import { createHash } from 'node:crypto';
import type { Account, AccountClaims } from 'oidc-provider';

/** As long as a name on the sign-in page may be, in characters. */
export const longestName = 64;

/** How many names are remembered; a player whose name is forgotten is still the same subject. */
const mostNames = 10_000;

/** The players of one issuer: whoever types a name is that player. */
export class Players {
  readonly #issuer: string;
  readonly #names = new Map<string, string>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  /**
   * The subject of a player: the same name has the same at each start, and no two issuers share one. Never the name itself, as
   * with a real provider, so that nothing downstream comes to rely on readable subjects.
   *
   * @throws Error when the name is empty or too long, in the reader's words
   */
  signIn(typed: string): string {
    const name = typed.normalize('NFC').trim();
    if (name === '') throw new Error('Type a name: any name is a player.');
    if ([...name].length > longestName) throw new Error(`A name has at most ${longestName} characters.`);
    const subject = createHash('sha256').update(`${this.#issuer}\n${name}`).digest('hex').slice(0, 32);
    this.#names.delete(subject);
    this.#names.set(subject, name);
    const [oldest] = this.#names.keys();
    if (this.#names.size > mostNames && oldest !== undefined) this.#names.delete(oldest);
    return subject;
  }

  /** What tokens say of a subject, by scope: `name` with `profile`, a made-up address with `email`. */
  account(subject: string): Account {
    const name = this.#names.get(subject);
    const known = name === undefined ? {} : { name, email: `${subject}@players.example`, email_verified: true };
    const claims: AccountClaims = { sub: subject, ...known };
    return { accountId: subject, claims: () => claims };
  }
}
