import type { IncomingMessage } from 'node:http';

/** The largest form that is read, in bytes. */
const largestForm = 16 * 1024;

/** The fields of a form that was sent; undefined for one that is too large to be a person's. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestForm) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
