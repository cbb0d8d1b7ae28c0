import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** The longest line that is kept whole, in characters: CloudWatch's events end at 256 KB too. */
const longestLine = 256 * 1024;

/** Cuts a process's output into lines. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest = '';
  #awaited?: { readonly marker: string; readonly reached: () => void };

  constructor(stream: Readable, onLine: (line: string) => void) {
    this.#onLine = onLine;
    const decoder = new StringDecoder('utf8');
    stream.on('data', (chunk: Buffer) => this.#take(decoder.write(chunk)));
    stream.on('end', () => this.#endLine());
  }

  /** Resolves once the output has come as far as `marker`, which is no part of any line. */
  until(marker: string): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited = { marker, reached: resolve };
      this.#take('');
    });
  }

  #take(text: string): void {
    this.#rest += text;
    const at = this.#awaited === undefined ? -1 : this.#rest.indexOf(this.#awaited.marker);
    if (this.#awaited === undefined || at < 0) {
      this.#cut();
      return;
    }
    const { marker, reached } = this.#awaited;
    const after = this.#rest.slice(at + marker.length);
    this.#awaited = undefined;
    this.#rest = this.#rest.slice(0, at);
    this.#cut();
    this.#endLine();
    reached();
    this.#take(after);
  }

  #cut(): void {
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line.replace(/\r$/, ''));
    while (this.#rest.length > longestLine) {
      this.#onLine(this.#rest.slice(0, longestLine));
      this.#rest = this.#rest.slice(longestLine);
    }
  }

  #endLine(): void {
    if (this.#rest !== '') this.#onLine(this.#rest);
    this.#rest = '';
  }
}
