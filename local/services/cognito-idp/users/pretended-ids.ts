import { createHmac, randomBytes } from 'node:crypto';

/** What an address shows of itself where the rest is hidden: the first letter, and that of its domain. */
const letters = /^(.)[^@]*@(.)/s;

/** A random UUID (RFC 9562, version 4), as real users have one. */
const uuid = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-([89ab])([0-9a-f]{3})-([0-9a-f]{12})$/;

/**
 * Internal IDs of users who do not exist. To whoever lacks the key they look like those of users who do. Whoever has it knows one again
 * without having kept it, and reads the letters of an address from it: a real user can be asked for by their ID for good, and by that the
 * same address is answered as by their name.
 */
export class PretendedIds {
  /** @param key of an earlier process, for the same IDs as there. @default a new one */
  constructor(readonly key: Buffer = randomBytes(32)) {}

  /**
   * @param name folded, so that two names of one user have one ID
   * @param address whose first letters whoever asks by the ID is told
   */
  of(name: string, address: string): string {
    const [, first = '', second = ''] = letters.exec(address) ?? [];
    const shown = [first, second].map((letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')).join('');
    const random = this.derive('id', name).toString('hex').slice(0, 15);
    const hidden = this.#mask(random, BigInt(`0x${shown}0000000`));
    return [
      random.slice(0, 8),
      random.slice(8, 12),
      `4${random.slice(12)}`,
      this.#variant(random) + hidden.slice(0, 3),
      hidden.slice(3),
    ].join('-');
  }

  /** The address that an ID was made with, all but its first letters lost; undefined for an ID that is not of this making. */
  addressOf(id: string): string | undefined {
    const [, first, second, third, variant, fourth, fifth] = uuid.exec(id) ?? [];
    const random = `${first}${second}${third}`;
    if (first === undefined || variant !== this.#variant(random)) return undefined;
    const shown = this.#mask(random, BigInt(`0x${fourth}${fifth}`));
    if (!shown.endsWith('0000000')) return undefined;
    const letter = (from: number) => String.fromCharCode(Number.parseInt(shown.slice(from, from + 4), 16));
    return `${letter(0)}@${letter(4)}`;
  }

  /** Bytes that are another pool's at random, and the same here each time. */
  derive(what: string, from: string): Buffer {
    return createHmac('sha256', this.key).update(`${what}:${from}`).digest();
  }

  #variant(random: string): string {
    return '89ab'.charAt((this.derive('variant', random)[0] ?? 0) % 4);
  }

  /** Hides 60 bits, or shows hidden ones, as hexadecimal digits. */
  #mask(random: string, bits: bigint): string {
    const mask = BigInt(`0x${this.derive('mask', random).toString('hex').slice(0, 15)}`);
    return (bits ^ mask).toString(16).padStart(15, '0');
  }
}
