import { createHash } from 'node:crypto';
import type { AccountKeeper, Body } from './persisted';

/** The keeper of an account that ends with its process: it keeps nothing, and a body lives as long as the object that holds it. */
export const inMemory: AccountKeeper = {
  bodies: {
    put: (body) => new BodyInMemory(body),
    find: ({ hash }) => {
      throw new Error(`nothing is kept in memory from an earlier process, and so is not ${hash}`);
    },
  },
  changed: () => {},
};

class BodyInMemory implements Body {
  readonly #bytes: Buffer;
  #hash: string | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Only for whoever asks: nothing finds a body in memory by it. */
  get hash(): string {
    this.#hash ??= createHash('sha256').update(this.#bytes).digest('hex');
    return this.#hash;
  }

  get size(): number {
    return this.#bytes.length;
  }

  read(): Buffer {
    return this.#bytes;
  }
}
