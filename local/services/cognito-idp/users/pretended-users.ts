import type { Clock } from '../../../shared/clock';
import { isEmailAddress } from '../attributes/email-address';
import { prime } from '../srp/group';
import { PasswordAttempts } from './password-attempts';
import { PretendedIds } from './pretended-ids';
import type { ChangingUser, User } from './user';
import type { UserNaming } from './users';

/** When nothing is left that a call could tell: wrong codes count for an hour, wrong passwords for less, and codes live no longer. */
const keptMilliseconds = 60 * 60 * 1000;

/**
 * More names than anybody tries within that on one machine; beyond it the one that was asked for longest ago is forgotten. Whoever does
 * try as many can tell that the counts of a name are gone: memory has an end.
 */
const mostHeld = 100_000;

interface Held {
  readonly user: User;
  readonly askedAt: number;
  /** Absent: nothing is counted of them. */
  changedAt?: number;
}

/** What is counted of a user who does not exist. */
export type PretendedCounts = Pick<ChangingUser, 'codes' | 'codeAttempts' | 'passwordAttempts'>;

/**
 * Users who do not exist, for app clients that hide who does: whoever asks for one meets the same salt and internal ID each time
 * (documented), and the same counts of wrong passwords and wrong codes as with a real user. Their password is known to nobody, their
 * address is made up, and no code of theirs is ever sent; so whatever lets a real user on refuses them by itself.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html documented: "a simulated response
 *   as described in RFC 5054", with an internal ID in the form of a UUID. In a pool whose players have names of their own, a real player's
 *   ID is that name: there the answer of SRP tells who exists
 */
export class PretendedUsers {
  readonly #clock: Clock;
  readonly #naming: UserNaming;
  readonly #changed: (id: string) => void;
  #ids = new PretendedIds();
  /** By internal ID, the least lately asked for first. */
  #held = new Map<string, Held>();
  #isInOrder = true;

  /** @param changed told the internal ID of whoever is to be kept, or no longer */
  constructor(clock: Clock, naming: UserNaming, changed: (id: string) => void) {
    this.#clock = clock;
    this.#naming = naming;
    this.#changed = changed;
  }

  /** What all answers about users who do not exist follow from: with another one a restart would tell who does. */
  get key(): Buffer {
    return this.#ids.key;
  }

  set key(key: Buffer) {
    this.#ids = new PretendedIds(key);
  }

  /** Whom a name that is nobody's stands for: the name itself, or the internal ID that it was answered with. */
  of(name: string): User {
    const asId = name.toLowerCase();
    const id = this.#ids.addressOf(asId) === undefined ? this.#idOf(name) : asId;
    this.#forgetOld();
    const held = this.#held.get(id) ?? { user: this.#make(id) };
    this.#held.delete(id);
    this.#held.set(id, { ...held, askedAt: this.#clock.now() });
    return held.user;
  }

  /** Says that one was changed: see `changeUser`. */
  noteChange(user: User): void {
    const held = this.#held.get(user.sub);
    if (held?.user !== user) return;
    held.changedAt = this.#clock.now();
    this.#changed(user.sub);
  }

  /** Those of whom something is counted, by internal ID; all else about them follows from the key. */
  *counted(): Iterable<string> {
    for (const [id, { changedAt }] of this.#held) if (changedAt !== undefined) yield id;
  }

  /** One of them, and when they were changed last. */
  countedOne(id: string): { readonly user: User; readonly changedAt: number } | undefined {
    const { user, changedAt } = this.#held.get(id) ?? {};
    return user === undefined || changedAt === undefined ? undefined : { user, changedAt };
  }

  /** Takes one of whom an earlier process with the same key counted something. */
  restore(id: string, counts: PretendedCounts, changedAt: number): void {
    this.#held.set(id, { user: { ...this.#make(id), ...counts }, askedAt: changedAt, changedAt });
    this.#isInOrder = false;
  }

  /** The address that a code would go to, if one did: an account's own, or else one that somebody could have. Nothing is sent to it. */
  addressOf({ sub, attributes }: User): string {
    return attributes.get('email') ?? this.#madeUpAddress(sub);
  }

  #make(id: string): ChangingUser {
    const now = this.#clock.now();
    const salt = this.#ids.derive('salt', id).subarray(0, 16).toString('hex');
    // As many bits as the group has, taken at random: no password leads there, and no power has to be raised that a real user's spares.
    const value = Array.from({ length: 13 }, (_, part) => this.#ids.derive(`value ${part}`, id).toString('hex')).join(
      '',
    );
    return {
      sub: id,
      username: id,
      createdAt: now,
      modifiedAt: now,
      status: 'CONFIRMED',
      enabled: true,
      password: { salt: BigInt(`0x${salt}`), value: BigInt(`0x${value}`) % prime },
      // Not verified: no code is sent to it.
      attributes: new Map([['email', this.#ids.addressOf(id) ?? this.#madeUpAddress(id)]]),
      groups: new Set(),
      codes: new Map(),
      codeAttempts: { since: now, wrong: 0 },
      passwordAttempts: new PasswordAttempts(),
    };
  }

  #forgetOld(): void {
    if (!this.#isInOrder)
      this.#held = new Map([...this.#held].sort(([, one], [, other]) => one.askedAt - other.askedAt));
    this.#isInOrder = true;
    for (const [id, { askedAt, changedAt }] of this.#held) {
      // The oldest come first; the first that may still be met ends the search.
      if (this.#clock.now() < askedAt + keptMilliseconds && this.#held.size < mostHeld) return;
      this.#held.delete(id);
      if (changedAt !== undefined) this.#changed(id);
    }
  }

  /** Two names that are one user's, if there were one, are one here. */
  #idOf(name: string): string {
    const folded = this.#naming.caseSensitive ? name : name.toLowerCase();
    const isAddress = this.#naming.usernameAttributes.includes('email') && isEmailAddress(folded);
    return this.#ids.of(folded, isAddress ? folded : this.#madeUpAddress(folded));
  }

  #madeUpAddress(from: string): string {
    const [first = 0, second = 0] = this.#ids.derive('address', from);
    const letter = (byte: number) => String.fromCharCode('a'.charCodeAt(0) + (byte % 26));
    return `${letter(first)}@${letter(second)}`;
  }
}
