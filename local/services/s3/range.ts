import { s3Errors } from './errors';

/** Bytes of an object, the last one included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The bytes that a `Range` header asks for; undefined for the whole object: no header, one that is not understood, or several ranges,
 * which S3 does not do (**documented**: GetObject; that it then answers everything: **observed**).
 *
 * @throws InvalidRange
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!header || !match || (match[1] === '' && match[2] === '')) return undefined;
  const [, from = '', to = ''] = match;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (first > last) throw s3Errors.invalidRange(header, size);
  return { first, last };
}

/** `bytes 0-9/100` */
export const contentRange = ({ first, last }: ByteRange, size: number) => `bytes ${first}-${last}/${size}`;
