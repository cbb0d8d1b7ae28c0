/** One record as it is kept; without a value it is gone. */
export interface StoredRecord {
  readonly collection: string;
  readonly key: string;
  readonly value?: unknown;
}

/** What a frame holds is said by its first byte. */
export const frameKinds = {
  head: 0x68,
  records: 0x72,
  blob: 0x62,
  piece: 0x70,
  end: 0x65,
  body: 0x42,
  bodiesWritten: 0x77,
} as const;

const lineFeed = 0x0a;

/** Pieces are made of so many characters at least: one string for all would reach V8's limit. */
const pieceLength = 1 << 18;

/** Writes records into the pieces of one frame. */
export class RecordPieces {
  readonly #pieces: Buffer[] = [];
  #text = String.fromCharCode(frameKinds.records);
  #length = 0;

  /** Characters so far. */
  get length(): number {
    return this.#length;
  }

  /** @param value of JSON; undefined: the record is gone */
  add(collection: string, key: string, value: unknown): void {
    // A line each: JSON has no line feeds of its own.
    const line = `${JSON.stringify(value === undefined ? [collection, key] : [collection, key, value])}\n`;
    this.#text += line;
    this.#length += line.length;
    if (this.#text.length >= pieceLength) this.#cut();
  }

  pieces(): readonly Buffer[] {
    if (this.#text !== '') this.#cut();
    return this.#pieces;
  }

  #cut(): void {
    this.#pieces.push(Buffer.from(this.#text));
    this.#text = '';
  }
}

/** The records of a frame's payload. */
export function* recordsOf(payload: Buffer): Generator<StoredRecord> {
  let from = 1;
  while (from < payload.length) {
    const to = payload.indexOf(lineFeed, from);
    const [collection, key, value] = JSON.parse(payload.toString('utf8', from, to)) as [string, string, unknown];
    yield value === undefined ? { collection, key } : { collection, key, value };
    from = to + 1;
  }
}

/** A frame's payload of one JSON value. */
export const jsonPayload = (kind: number, value: object): readonly Buffer[] => [
  Buffer.from(String.fromCharCode(kind) + JSON.stringify(value)),
];

/** What {@link jsonPayload} wrote. */
export const jsonOf = (payload: Buffer): unknown => JSON.parse(payload.toString('utf8', 1));
