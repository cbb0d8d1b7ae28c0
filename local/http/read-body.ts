import type { IncomingMessage } from 'node:http';
import type { Limits } from './limits';

const noBody = Buffer.alloc(0);

/**
 * The whole body of a request. The rest of one that is too large is taken and dropped: to a client that is still sending, an
 * answer and a closed connection would be a broken one.
 *
 * @param largest in bytes
 * @throws Error when the client goes away first: there is nobody to answer then
 */
export function readBody(
  message: IncomingMessage,
  largest: number,
  { pauseMilliseconds, bodyMilliseconds }: Limits,
): Promise<Buffer | 'too large' | 'too slow'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const began = performance.now();
    const pause = setTimeout(() => settle(() => resolve('too slow')), pauseMilliseconds);
    const settle = (how: () => void) => {
      clearTimeout(pause);
      message.off('data', take);
      message.off('close', leave);
      message.resume();
      how();
    };
    const take = (chunk: Buffer) => {
      if (performance.now() - began > bodyMilliseconds) return settle(() => resolve('too slow'));
      pause.refresh();
      size += chunk.length;
      if (size > largest) chunks.length = 0;
      else chunks.push(chunk);
    };
    // Not left in place: every request closes in the end, and an error that nobody sees costs more than reading the body.
    const leave = () => settle(() => reject(new Error('the client went away')));
    message.on('data', take);
    message.once('end', () => settle(() => resolve(size > largest ? 'too large' : joined(chunks, size))));
    // Node tells of a client that went away by both.
    message.once('error', (error) => settle(() => reject(error)));
    message.once('close', leave);
  });
}

function joined(chunks: readonly Buffer[], size: number): Buffer {
  return chunks.length > 1 ? Buffer.concat(chunks, size) : (chunks[0] ?? noBody);
}
