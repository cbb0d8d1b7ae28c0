/** Takes back the changes that have been made since something was started. */
export type TakeBack = () => void;

/** How the changes of a transaction are taken back, where they are not to stand. */
export class UndoJournal {
  #changes: TakeBack[] | undefined;

  /** Notes how a change is taken back. Outside of {@link during} there is nothing to note: what a single action changes stands. */
  note(change: TakeBack): void {
    this.#changes?.push(change);
  }

  /**
   * Runs what may be taken back. What it has changed is taken back where it throws, too.
   *
   * @param run synchronous: nothing else may change the store meanwhile. It is given a function that takes back everything up to then
   */
  during<Result>(run: (takeBack: TakeBack) => Result): Result {
    const outer = this.#changes;
    const changes: TakeBack[] = [];
    const takeBack = () => {
      for (let change = changes.pop(); change !== undefined; change = changes.pop()) change();
    };
    this.#changes = changes;
    try {
      return run(takeBack);
    } catch (error) {
      takeBack();
      throw error;
    } finally {
      // What stands within another transaction stands or falls with that one.
      outer?.push(...changes);
      this.#changes = outer;
    }
  }
}
