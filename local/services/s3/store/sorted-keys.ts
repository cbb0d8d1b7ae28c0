import { compareUtf8 } from './utf8-order';

/** So many new keys are put in place one by one; more are sorted and merged. */
const fewKeys = 16;

/**
 * A set of keys that is cheap to add to and is put in order only when somebody lists: a game writes far more often than it lists, and
 * a bucket may hold 100,000 keys.
 */
export class SortedKeys {
  private readonly members = new Set<string>();
  private sorted: string[] = [];
  /** Added since the last listing. */
  private fresh: string[] = [];
  /** Whether `sorted` or `fresh` holds a key that is no member any more. */
  private stale = false;

  add(key: string): void {
    if (this.members.has(key)) return;
    // A key that was removed and comes back before the next listing is still in one of the arrays.
    if (this.stale) this.compact();
    this.members.add(key);
    this.fresh.push(key);
  }

  remove(key: string): void {
    if (this.members.delete(key)) this.stale = true;
  }

  /** Every key, by UTF-8 bytes. Valid until the next change. */
  inOrder(): readonly string[] {
    if (this.stale) this.compact();
    if (this.fresh.length > fewKeys) {
      this.sorted = merge(this.sorted, this.fresh.sort(compareUtf8));
    } else {
      for (const key of this.fresh) this.sorted.splice(firstAtOrAfter(this.sorted, key), 0, key);
    }
    this.fresh = [];
    return this.sorted;
  }

  private compact(): void {
    this.sorted = this.sorted.filter((key) => this.members.has(key));
    this.fresh = this.fresh.filter((key) => this.members.has(key));
    this.stale = false;
  }
}

/** The index of the first key that is not before `key`. */
export function firstAtOrAfter(keys: readonly string[], key: string): number {
  return firstWhere(keys, (candidate) => compareUtf8(candidate, key) >= 0);
}

/** The index of the first key after `start` that does not begin with `prefix`, all that do standing together there. */
export function firstBeyondPrefix(keys: readonly string[], prefix: string, start: number): number {
  return firstWhere(keys, (candidate) => compareUtf8(candidate, prefix) > 0 && !candidate.startsWith(prefix), start);
}

/** Binary search: `holds` is false for some keys, then true for the rest. */
function firstWhere(keys: readonly string[], holds: (key: string) => boolean, from = 0): number {
  let low = from;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(keys[middle] as string)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function merge(left: readonly string[], right: readonly string[]): string[] {
  const merged: string[] = [];
  let index = 0;
  for (const key of right) {
    while (index < left.length && compareUtf8(left[index] as string, key) < 0) merged.push(left[index++] as string);
    merged.push(key);
  }
  while (index < left.length) merged.push(left[index++] as string);
  return merged;
}
