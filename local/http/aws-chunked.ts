import { ServiceError } from '../shared/service-error';

type Headers = Readonly<Record<string, string>>;

/** The values of `x-amz-content-sha256` that say that a body is framed in chunks, and what of it is signed. */
const modes: Readonly<Record<string, { readonly signed: boolean; readonly trailer: boolean }>> = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { signed: true, trailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { signed: true, trailer: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { signed: false, trailer: true },
};

/** Every chunk but the last two holds at least so many bytes (**documented**; the empty one that ends the body is the last). */
const smallestChunk = 8192;

/** The headers that hold a checksum, in the head of a request or in its trailer. */
const checksumName = /^x-amz-checksum-(?!(?:mode|type|algorithm)$)/;

/** The longest chunk header and trailer line, in bytes. */
const longestLine = 4096;
const mostTrailers = 16;

/** One chunk, where it stands in the *decoded* body, the empty one that ends the body included. */
export interface AwsChunk {
  readonly start: number;
  /** One past its last byte. */
  readonly end: number;
  /** 64 hexadecimal digits; absent exactly where the mode has unsigned chunks. */
  readonly signature?: string;
}

/** A body without its framing. */
export interface AwsChunkedBody {
  readonly body: Buffer;
  /** The request's headers with the trailer's merged in. */
  readonly headers: Headers;
  readonly chunks: readonly AwsChunk[];
  /** Present exactly where the mode has a signed trailer. */
  readonly signedTrailer?: {
    /** What its signature is over: `name:value\n` for each of its headers, hashed in the string to sign. */
    readonly text: string;
    readonly signature: string;
  };
}

/** Whether a body is framed in chunks. */
export function isAwsChunked(headers: Headers): boolean {
  return headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false;
}

/**
 * Takes the `aws-chunked` framing off a body. It verifies no signature: the dispatcher does, chunk by chunk, each signature being the next
 * one's predecessor, and the request's own the first one's.
 *
 * @throws ServiceError IncompleteBody, InvalidRequest, InvalidChunkSizeError, MalformedTrailerError, SignatureDoesNotMatch (a chunk that
 * must be signed and is not), NotImplemented (a mode that is not here)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(encoded: Buffer, headers: Headers): AwsChunkedBody {
  const modeName = headers['x-amz-content-sha256'] ?? '';
  const mode = Object.hasOwn(modes, modeName) ? modes[modeName] : undefined;
  if (!mode) throw new ServiceError('NotImplemented', `The local cloud does not decode ${modeName.slice(0, 80)}.`, 501);
  // One in the head is covered by the signature, and one in the trailer would take its place (**observed**: versitygw#1657).
  if (mode.trailer && Object.keys(headers).some((name) => checksumName.test(name))) throw secondChecksum();
  const reader = new LineReader(encoded);
  const { pieces, chunks } = readChunks(reader, mode.signed);
  const trailer = mode.trailer ? readTrailer(reader, headers['x-amz-trailer'] ?? '', mode.signed) : undefined;
  if (!trailer && reader.line() !== '') throw incomplete();
  if (!reader.atEnd) throw incomplete();
  const body = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  const expected = headers['x-amz-decoded-content-length'];
  if (expected === undefined) {
    throw new ServiceError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  if (!/^\d+$/.test(expected) || Number(expected) !== body.length) throw incomplete();
  return { body, headers: { ...headers, ...trailer?.headers }, chunks, signedTrailer: trailer?.signed };
}

function readChunks(reader: LineReader, signed: boolean): { pieces: Buffer[]; chunks: AwsChunk[] } {
  const pieces: Buffer[] = [];
  const chunks: AwsChunk[] = [];
  let position = 0;
  let short = false;
  for (;;) {
    const { size, signature } = readChunkHeader(reader.line(), signed);
    if (size > 0 && short) {
      const sentence = `Only the last chunk is allowed to have a size less than ${smallestChunk} bytes`;
      throw new ServiceError('InvalidChunkSizeError', sentence, 403);
    }
    chunks.push({ start: position, end: position + size, ...(signature === undefined ? {} : { signature }) });
    if (size === 0) return { pieces, chunks };
    pieces.push(reader.bytes(size));
    if (reader.line() !== '') throw incomplete();
    position += size;
    short = size < smallestChunk;
  }
}

function readChunkHeader(line: string, signed: boolean): { size: number; signature?: string } {
  const match = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
  if (!match) throw incomplete();
  const [, size = '', signature] = match;
  if (signed && signature === undefined) throw unsignedPiece('chunk');
  return { size: Number.parseInt(size, 16), signature: signed ? signature : undefined };
}

interface Trailer {
  readonly headers: Headers;
  readonly signed?: { readonly text: string; readonly signature: string };
}

function readTrailer(reader: LineReader, promised: string, signed: boolean): Trailer {
  const headers: Record<string, string> = {};
  let text = '';
  let signature: string | undefined;
  for (let line = reader.line(); line !== ''; line = reader.line()) {
    // Some clients end a line with \n and then \r\n, as the worked example of the page above does.
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*?)\n?$/.exec(line) ?? [];
    const lowerName = name.toLowerCase();
    if (lowerName === '' || signature !== undefined || Object.hasOwn(headers, lowerName)) throw malformedTrailer();
    if (lowerName === 'x-amz-trailer-signature') {
      signature = value.trim();
      if (!/^[0-9a-f]{64}$/.test(signature)) throw malformedTrailer();
    } else {
      headers[lowerName] = value.trim();
      text += `${lowerName}:${value.trim()}\n`;
    }
    if (Object.keys(headers).length > mostTrailers) throw malformedTrailer();
  }
  checkPromise(promised, Object.keys(headers));
  if (!signed) return { headers };
  if (signature === undefined) throw unsignedPiece('trailer');
  return { headers, signed: { text, signature } };
}

/** A trailer holds the headers that `x-amz-trailer` names, and no other: it must not slip in one that the signature does not cover. */
function checkPromise(promised: string, names: readonly string[]): void {
  const expected = promised.split(',').flatMap((name) => name.trim().toLowerCase() || []);
  const checksumsOnly = names.every((name) => checksumName.test(name));
  const kept = expected.length === names.length && expected.every((name) => names.includes(name));
  if (!checksumsOnly || !kept) throw malformedTrailer();
}

/** Reads lines that end in CRLF, and counted bytes. */
class LineReader {
  private position = 0;

  constructor(private readonly bytesLeft: Buffer) {}

  get atEnd(): boolean {
    return this.position === this.bytesLeft.length;
  }

  line(): string {
    const end = this.bytesLeft.subarray(this.position, this.position + longestLine).indexOf('\r\n');
    if (end < 0) throw incomplete();
    const line = this.bytesLeft.toString('latin1', this.position, this.position + end);
    this.position += end + 2;
    return line;
  }

  bytes(count: number): Buffer {
    const end = this.position + count;
    if (end > this.bytesLeft.length) throw incomplete();
    const bytes = this.bytesLeft.subarray(this.position, end);
    this.position = end;
    return bytes;
  }
}

const incomplete = () => new ServiceError('IncompleteBody', 'The request body terminated unexpectedly', 400);

const malformedTrailer = () =>
  new ServiceError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    400,
  );

const secondChecksum = () => new ServiceError('InvalidRequest', 'Expecting a single x-amz-checksum- header', 400);

const unsignedPiece = (piece: string) =>
  new ServiceError(
    'SignatureDoesNotMatch',
    `The ${piece} carries no signature, and the request says that it does.`,
    403,
  );
