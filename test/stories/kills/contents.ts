import { createHash } from 'node:crypto';

/** Bytes that are the same for the same name and number, and others for any other. */
export function contentsOf(name: string, number: number, most: number): Buffer {
  const seed = createHash('sha256').update(`${name} ${number}`).digest();
  return Buffer.alloc(1 + (seed.readUInt32LE(0) % most), seed);
}

export const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

/** Of those writes each seventh deletes. */
export const deletes = (number: number) => number % 7 === 6;

/** What is there after a write. */
export const leavesOrDeletes = (number: number) => (number === 0 || deletes(number) ? undefined : number);

export const leavesAlways = (number: number) => (number === 0 ? undefined : number);
