/** What progress is written to, as far as it is used: standard error. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds between two looks at how far it is, on a terminal. */
const eachLook = 500;
/** Milliseconds after which a step that takes long is named again, elsewhere. */
const eachReminder = 10_000;

/**
 * Says what is being done while nothing else is said: one line that changes on a terminal, a line a step elsewhere. It goes to standard
 * error, so that a report which is written to a file is the report alone.
 */
export class Progress {
  readonly #stream: Stream;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #step: { readonly says: () => string; readonly since: number } | undefined;

  constructor(stream: Stream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  /** A step begins, and whatever was before it is over. @param says what it is; on a terminal asked again and again */
  step(says: string | (() => string)): void {
    this.end();
    this.#step = { says: typeof says === 'string' ? () => says : says, since: this.#now() };
    this.#look();
    this.#timer = setInterval(() => this.#look(), this.#stream.isTTY ? eachLook : eachReminder);
    this.#timer.unref();
  }

  /** Nothing is being waited for any more. */
  end(): void {
    clearInterval(this.#timer);
    if (this.#step !== undefined && this.#stream.isTTY) this.#stream.write('\r\u001b[K');
    this.#step = undefined;
  }

  #look(): void {
    if (this.#step === undefined) return;
    const { says, since } = this.#step;
    const seconds = Math.floor((this.#now() - since) / 1000);
    const text = `${says()} …${seconds === 0 ? '' : ` ${seconds} s`}`;
    if (!this.#stream.isTTY) this.#stream.write(`${text}\n`);
    // A line that wraps is not cleared.
    else this.#stream.write(`\r\u001b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
  }
}
