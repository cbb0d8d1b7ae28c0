/** `a`, `a and b`, `a, b and c`; each once. */
export function words(texts: Iterable<string>): string {
  const all = [...new Set(texts)];
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** A logical ID as far as a reader knows it: without the CDK's hash. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** What is in the first and not in the second. */
export function gone<T>(before: Iterable<T>, after: Iterable<T>): T[] {
  const now = new Set(after);
  return [...new Set(before)].filter((item) => !now.has(item));
}
