import { createHash } from 'node:crypto';
import type { Account, AccountClaims } from 'oidc-provider';
import type { PlayerClaims } from './claims-form';
import { FieldError } from './field-error';

/** As long as a name on the sign-in page may be, in characters. */
export const longestName = 64;

/** How many players are remembered; one who is forgotten is still the same subject. */
const mostNames = 10_000;

/** How a subject is written, of 64 hexadecimal digits. */
type SubjectForm = (hash: string) => string;

const hexadecimal: SubjectForm = (hash) => hash.slice(0, 32);

/** Issuers whose subjects have a form that apps and their databases may rely on. */
const subjectForms: ReadonlyMap<string, SubjectForm> = new Map([
  // Digits, too many of them for a number of JavaScript's (**documented**: OpenID Connect, "ID token's payload", by its example).
  ['https://accounts.google.com', (hash) => `1${BigInt(`0x${hash}`).toString().slice(-20)}`],
]);

/** The players of one issuer: whoever types a name is that player. */
export class Players {
  readonly #issuer: string;
  readonly #known = new Map<string, { readonly name: string; readonly claims: PlayerClaims }>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  /**
   * The subject of a player: the same name has the same at each start, and no two issuers share one. Never the name itself, as
   * with a real provider, so that nothing downstream comes to rely on readable subjects.
   *
   * @param claims what their tokens say of them from now on, refreshed ones too
   * @throws FieldError when the name is empty or too long, in the reader's words
   */
  signIn(typed: string, claims: PlayerClaims = {}): string {
    const name = typed.normalize('NFC').trim();
    if (name === '') throw new FieldError('player', 'Type a name: any name is a player.');
    if ([...name].length > longestName) {
      throw new FieldError('player', `A name has at most ${longestName} characters.`);
    }
    const subject = (subjectForms.get(this.#issuer) ?? hexadecimal)(
      createHash('sha256').update(`${this.#issuer}\n${name}`).digest('hex'),
    );
    this.#known.delete(subject);
    this.#known.set(subject, { name, claims });
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostNames && oldest !== undefined) this.#known.delete(oldest);
    return subject;
  }

  /** What tokens say of a subject, by scope: `name` with `profile`, a made-up address with `email`, what was typed with any. */
  account(subject: string): Account {
    const known = this.#known.get(subject);
    const claims: AccountClaims = {
      ...known?.claims,
      sub: subject,
      ...(known && { name: known.name, email: `${subject}@players.example`, email_verified: true }),
    };
    return { accountId: subject, claims: () => claims };
  }
}
