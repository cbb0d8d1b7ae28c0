import { createHash, createHmac } from 'node:crypto';

/** What the chunks of an upload are signed with. */
export interface ChunkSigning {
  readonly secretAccessKey: string;
  /** `20130524/us-east-1/s3/aws4_request` */
  readonly scope: string;
  /** `20130524T000000Z` */
  readonly signedAt: string;
  /** The request's own signature, with which the chain starts. */
  readonly seed: string;
}

/** A framed body, and the signatures in it: the chunks', the empty last one's, then the trailer's. */
export interface SignedBody {
  readonly body: Buffer;
  readonly signatures: readonly string[];
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest();

/**
 * Frames and signs an upload as the AWS SDKs for Java, C++ and Go do over plain HTTP; the one for JavaScript does not sign chunks.
 *
 * @param trailer a checksum: `['x-amz-checksum-crc32c', 'sOO8/Q==']`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function signChunks(signing: ChunkSigning, chunks: readonly Buffer[], trailer?: [string, string]): SignedBody {
  const key = signing.scope
    .split('/')
    .reduce<Buffer | string>((each, step) => hmac(each, step), `AWS4${signing.secretAccessKey}`);
  const signatures: string[] = [];
  const pieces: (Buffer | string)[] = [];
  const sign = (kind: string, ...hashes: string[]) => {
    const previous = signatures.at(-1) ?? signing.seed;
    const lines = [`AWS4-HMAC-SHA256-${kind}`, signing.signedAt, signing.scope, previous, ...hashes];
    signatures.push(hmac(key, lines.join('\n')).toString('hex'));
    return signatures.at(-1);
  };
  for (const chunk of [...chunks, Buffer.alloc(0)]) {
    const signature = sign('PAYLOAD', sha256(''), sha256(chunk));
    pieces.push(`${chunk.length.toString(16)};chunk-signature=${signature}\r\n`);
    if (chunk.length > 0) pieces.push(chunk, '\r\n');
  }
  if (trailer !== undefined) {
    const line = trailer.join(':');
    pieces.push(`${line}\r\n`, `x-amz-trailer-signature:${sign('TRAILER', sha256(`${line}\n`))}\r\n`);
  }
  pieces.push('\r\n');
  return { body: Buffer.concat(pieces.map((piece) => Buffer.from(piece as Buffer))), signatures };
}
