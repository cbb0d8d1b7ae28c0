/** An object without those members that are undefined, which JSON has not: what comes back is then what was written. */
export function definedMembers<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Value;
}
