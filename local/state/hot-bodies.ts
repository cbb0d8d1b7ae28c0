/** A larger one would push out too many others. */
const largestPart = 1 / 4;

/** Bodies that were read of late and found to be what their names say, so many bytes of them: the one that was read longest ago goes first. */
export class HotBodies {
  readonly #most: number;
  /** In the order in which they were read last. */
  readonly #bodies = new Map<string, Buffer>();
  #size = 0;

  /** @param most bytes in all. Default: 64 MB */
  constructor(most = 64e6) {
    this.#most = most;
  }

  /** Bytes in all. */
  get size(): number {
    return this.#size;
  }

  get(hash: string): Buffer | undefined {
    const body = this.#bodies.get(hash);
    if (body === undefined) return undefined;
    this.#bodies.delete(hash);
    this.#bodies.set(hash, body);
    return body;
  }

  add(hash: string, body: Buffer): void {
    this.delete(hash);
    if (body.length > this.#most * largestPart) return;
    this.#bodies.set(hash, body);
    this.#size += body.length;
    for (const [oldest] of this.#bodies) {
      if (this.#size <= this.#most) break;
      this.delete(oldest);
    }
  }

  delete(hash: string): void {
    this.#size -= this.#bodies.get(hash)?.length ?? 0;
    this.#bodies.delete(hash);
  }
}
