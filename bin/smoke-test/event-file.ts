import { readFileSync } from 'node:fs';

/**
 * Reads what is to go into the function's event. The function itself knows its fields.
 *
 * @param file its path; without one the event is empty
 * @throws Error that says what is wrong with the file, and quotes nothing of it: it may hold players' tokens
 */
export function readEventFile(file: string | undefined): object {
  if (file === undefined) return {};
  if (/^\s*[{[]/.test(file)) {
    throw new Error('--event takes the path of a file: what stands on a command line is told to every process');
  }
  const event = parse(read(file), file);
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw new Error(`${file} must hold a JSON object: {"tokens": [{"provider": …, "token": …}]}`);
  }
  if ('onFailure' in event) throw new Error(`${file}: leave "onFailure" out; here it is always "report"`);
  return event;
}

/** Where there is no such file, its name is not quoted: it may be a token in the wrong place. */
function read(file: string): string {
  try {
    return decode(readFileSync(file));
  } catch (error) {
    throw new Error(`the file that --event names can't be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** UTF-8, or what Windows writes: a mark at the beginning, which says where UTF-16 follows. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** Node's own message quotes the text around the mistake. */
function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
}
