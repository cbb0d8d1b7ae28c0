/** A part of a list, and what asks for the part behind it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent: there is nothing more. */
  readonly next?: string;
}

/** How a list is asked for, part by part. */
export interface PageRequest<Item> {
  /** What tells its items apart. */
  readonly idOf: (item: Item) => string;
  readonly size: number;
  /** {@link Page.next} of the part before; absent: the first part. */
  readonly token?: string | undefined;
}

/**
 * One part of a list. A token names the last item that was answered, so that nothing is answered twice, or left out, where items come and
 * go in between.
 *
 * @returns undefined for a token that leads nowhere: it was made up, or its item is gone
 */
export function pageOf<Item>(all: readonly Item[], { idOf, size, token }: PageRequest<Item>): Page<Item> | undefined {
  const start = token === undefined ? 0 : all.findIndex((item) => tokenOf(idOf(item)) === token) + 1;
  if (start === 0 && token !== undefined) return undefined;
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  const isLast = last === undefined || start + items.length >= all.length;
  return { items, ...(isLast ? {} : { next: tokenOf(idOf(last)) }) };
}

function tokenOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}
