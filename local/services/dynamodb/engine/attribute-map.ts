/** `{ "S": "…" }` and its kin. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** An item, a key, or a map within one. */
export type AttributeMap = Record<string, AttributeValue>;

// Where both sides of a comparison are maps, the engine compares them as JavaScript does, by their primitive value.
const noInheritedNames: object = Object.create(null, { [Symbol.toPrimitive]: { value: () => '' } });

/**
 * A copy whose attribute maps inherit no names. The engine asks an item for attributes by name, and an ordinary object would
 * answer to `constructor` or `toString`.
 */
export function withoutInheritedNames(map: AttributeMap): AttributeMap {
  const copy: AttributeMap = Object.create(noInheritedNames);
  for (const name of Object.keys(map)) copy[name] = bareValue(map[name] as AttributeValue);
  return copy;
}

function bareValue(value: AttributeValue): AttributeValue {
  if (value.M !== undefined) return { M: withoutInheritedNames(value.M as AttributeMap) };
  if (value.L !== undefined) return { L: (value.L as AttributeValue[]).map(bareValue) };
  return value;
}
