import { firstAtOrAfter, firstBeyondPrefix } from '../store/sorted-keys';
import { compareUtf8 } from '../store/utf8-order';

/** What part of a bucket's names a listing is about. */
export interface Walk {
  readonly prefix: string;
  /** Empty: names are not rolled up. */
  readonly delimiter: string;
  /** Names up to this one, itself included, are left out; so is what a common prefix of this very name rolls up. */
  readonly after: string;
}

/** A name, or the common prefix that several are rolled up into. */
export type Step = { readonly key: string } | { readonly commonPrefix: string };

/**
 * Walks the sorted names that a listing is about. A name under a common prefix is rolled up with all its like, which are then jumped
 * over.
 *
 * @param listed whether a name counts at all: one whose current version is a delete marker does not
 */
export function* walk(
  keys: readonly string[],
  { prefix, delimiter, after }: Walk,
  listed: (key: string) => boolean,
): Generator<Step> {
  let index = firstAtOrAfter(keys, compareUtf8(after, prefix) > 0 ? after : prefix);
  while (index < keys.length) {
    const key = keys[index] as string;
    if (!key.startsWith(prefix)) return;
    const commonPrefix = rollUp(key, prefix, delimiter);
    if (commonPrefix !== undefined && commonPrefix === after) {
      index = firstBeyondPrefix(keys, commonPrefix, index);
    } else if (key === after || !listed(key)) {
      index += 1;
    } else if (commonPrefix === undefined) {
      yield { key };
      index += 1;
    } else {
      yield { commonPrefix };
      index = firstBeyondPrefix(keys, commonPrefix, index);
    }
  }
}

function rollUp(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

/** One page of steps, and whether there are more. An empty page is never truncated, however much there is (**observed**). */
export function page<Item>(steps: Iterable<Item>, size: number): { items: Item[]; truncated: boolean } {
  const items: Item[] = [];
  if (size === 0) return { items, truncated: false };
  for (const step of steps) {
    if (items.length === size) return { items, truncated: true };
    items.push(step);
  }
  return { items, truncated: false };
}

/** Where the next page goes on. */
export function nextAfter(step: Step | undefined): string {
  if (!step) return '';
  return 'key' in step ? step.key : step.commonPrefix;
}
