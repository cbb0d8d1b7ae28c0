/** Something that takes long to make, and is made once: when it is first asked for, or before, when there is time. */
export class OnDemand<T> {
  readonly #make: () => Promise<T>;
  #made: Promise<T> | undefined;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** It; whoever asks while it is being made waits for the same one. A failure is told, and the next to ask tries again. */
  get(): Promise<T> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  /** Begins to make it. A failure is met by whoever asks for it: it ends no process before that. */
  prepare(): void {
    this.get().catch(() => {});
  }
}
