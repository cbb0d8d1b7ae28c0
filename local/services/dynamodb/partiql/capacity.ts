/** `ConsumedCapacity`: numbers, and members that hold such numbers. */
export type Capacity = Readonly<Record<string, unknown>>;

/** The capacity of two requests on one table. */
export function addCapacity(one: Capacity | undefined, other: Capacity | undefined): Capacity | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, sum(one[name], other[name])]));
}

function sum(one: unknown, other: unknown): unknown {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (isCapacity(one) && isCapacity(other)) return addCapacity(one, other);
  return one ?? other;
}

function isCapacity(value: unknown): value is Capacity {
  return typeof value === 'object' && value !== null;
}
