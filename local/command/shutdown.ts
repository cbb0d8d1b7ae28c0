import { constants } from 'node:os';

/** The signals that end a process: Ctrl-C, `kill`, and a terminal that is closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The one place where everything that is running ends: children, listeners, temporary directories. Whoever starts something says here
 * how it ends; it does so after the work, after an error and after a signal alike, the last started first.
 */
export class Shutdown {
  readonly #undos: (() => unknown)[] = [];
  readonly #interruption = new AbortController();
  #ended: Promise<void> | undefined;

  /** Aborts when a signal came: what is being waited for is not needed any more. */
  get signal(): AbortSignal {
    return this.#interruption.signal;
  }

  /** @param undo ends what has been started; may be called while it is still starting. It must not throw. */
  afterwards(undo: () => unknown): void {
    this.#undos.push(undo);
  }

  /** Ends everything, once. */
  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  /**
   * From now on a signal ends everything and then the process, with the exit code that shells give it: 128 and the signal's number
   * (130 for Ctrl-C, 143 for SIGTERM). A second one ends the process at once.
   */
  endOnSignals(process: NodeJS.Process): void {
    for (const name of endings) {
      process.on(name, () => {
        const leave = () => process.exit(128 + constants.signals[name]);
        if (this.signal.aborted) return leave();
        this.#interruption.abort();
        this.end().finally(leave);
      });
    }
  }

  async #end(): Promise<void> {
    for (let undo = this.#undos.pop(); undo !== undefined; undo = this.#undos.pop()) await undo();
  }
}
