import type { Clock } from '../../../shared/clock';
import { isEmailAddress } from '../attributes/email-address';
import { prime } from '../srp/group';
import { PasswordAttempts } from './password-attempts';
import { PretendedIds } from './pretended-ids';
import type { User } from './user';
import type { UserNaming } from './users';

/** When nothing is left that a call could tell: wrong codes count for an hour, wrong passwords for less, and codes live no longer. */
const keptMilliseconds = 60 * 60 * 1000;

/**
 * More names than anybody tries within that on one machine; beyond it the one that was asked for longest ago is forgotten. Whoever does
 * try as many can tell that the counts of a name are gone: memory has an end.
 */
const mostHeld = 100_000;

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
  readonly #ids = new PretendedIds();
  /** By internal ID, the least lately asked for first. */
  readonly #held = new Map<string, { readonly user: User; readonly askedAt: number }>();

  constructor(clock: Clock, naming: UserNaming) {
    this.#clock = clock;
    this.#naming = naming;
  }

  /** Whom a name that is nobody's stands for: the name itself, or the internal ID that it was answered with. */
  of(name: string): User {
    const asId = name.toLowerCase();
    const id = this.#ids.addressOf(asId) === undefined ? this.#idOf(name) : asId;
    this.#forgetOld();
    const user = this.#held.get(id)?.user ?? this.#make(id);
    this.#held.delete(id);
    this.#held.set(id, { user, askedAt: this.#clock.now() });
    return user;
  }

  /** The address that a code would go to, if one did: an account's own, or else one that somebody could have. Nothing is sent to it. */
  addressOf({ sub, attributes }: User): string {
    return attributes.get('email') ?? this.#madeUpAddress(sub);
  }

  #make(id: string): User {
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
    for (const [id, { askedAt }] of this.#held) {
      // The oldest come first; the first that may still be met ends the search.
      if (this.#clock.now() < askedAt + keptMilliseconds && this.#held.size < mostHeld) return;
      this.#held.delete(id);
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
