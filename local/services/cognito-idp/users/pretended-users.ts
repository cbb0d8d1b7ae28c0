import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import { prime } from '../srp/group';
import { PasswordAttempts } from './password-attempts';
import type { User } from './user';
import type { UserNaming } from './users';

/** More names than anybody tries on one machine; beyond it the one that was asked for longest ago is forgotten. */
const mostHeld = 10_000;

/**
 * Users who do not exist, for app clients that hide who does: whoever asks for one meets the same salt and internal ID each time
 * (documented), and the same counts of wrong passwords and wrong codes as with a real user. Their password is known to nobody, they have
 * no address, and no code of theirs is ever sent; so whatever lets a real user on refuses them by itself.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html documented: "a simulated response
 *   as described in RFC 5054", with an internal ID in the form of a UUID
 */
export class PretendedUsers {
  readonly #clock: Clock;
  readonly #naming: UserNaming;
  readonly #key = randomBytes(32);
  /** By internal ID, the least lately asked for first. */
  readonly #held = new Map<string, User>();

  constructor(clock: Clock, naming: UserNaming) {
    this.#clock = clock;
    this.#naming = naming;
  }

  /** Whom a name that is nobody's stands for: the name itself, or the internal ID that it was answered with. */
  of(name: string): User {
    const id = this.#held.has(name.toLowerCase()) ? name.toLowerCase() : this.#idOf(name);
    const user = this.#held.get(id) ?? this.#make(id);
    this.#held.delete(id);
    this.#held.set(id, user);
    const [oldest] = this.#held.keys();
    if (this.#held.size > mostHeld && oldest !== undefined) this.#held.delete(oldest);
    return user;
  }

  /** An address that somebody of this name could have. Nothing is sent to it. */
  addressOf(name: string): string {
    const [first = 0, second = 0] = this.#derive('address', this.#fold(name));
    const letter = (byte: number) => String.fromCharCode('a'.charCodeAt(0) + (byte % 26));
    return `${letter(first)}@${letter(second)}`;
  }

  #make(id: string): User {
    const now = this.#clock.now();
    const salt = this.#derive('salt', id).subarray(0, 16).toString('hex');
    // As many bits as the group has, taken at random: no password leads there, and no power has to be raised that a real user's spares.
    const value = Array.from({ length: 13 }, (_, part) => this.#derive(`value ${part}`, id).toString('hex')).join('');
    return {
      sub: id,
      username: id,
      createdAt: now,
      modifiedAt: now,
      status: 'CONFIRMED',
      enabled: true,
      password: { salt: BigInt(`0x${salt}`), value: BigInt(`0x${value}`) % prime },
      attributes: new Map(),
      groups: new Set(),
      codes: new Map(),
      codeAttempts: { since: now, wrong: 0 },
      passwordAttempts: new PasswordAttempts(),
    };
  }

  #idOf(name: string): string {
    const id = this.#derive('id', this.#fold(name)).toString('hex');
    return `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`;
  }

  #derive(what: string, from: string): Buffer {
    return createHmac('sha256', this.#key).update(`${what}:${from}`).digest();
  }

  /** Two names that are one user's, if there were one, are one here. */
  #fold(name: string): string {
    return this.#naming.caseSensitive ? name : name.toLowerCase();
  }
}
