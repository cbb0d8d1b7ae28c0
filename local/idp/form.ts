import type { IncomingMessage } from 'node:http';

/** The largest form that a page of a name and a few claims sends, in bytes. */
const largestForm = 16 * 1024;

/**
 * The fields of a form that was sent; undefined for one that is too large to be a person's. The rest of such a one is taken and dropped:
 * the connection would be lost with it, and the answer.
 *
 * @param largest in bytes, as they are sent: percent-encoded
 */
export async function readForm(request: IncomingMessage, largest = largestForm): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  return size > largest ? undefined : new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
