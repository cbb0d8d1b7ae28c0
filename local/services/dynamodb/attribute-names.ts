import type { CheckedRequest } from './engine/checked-request';

/**
 * The top-level attribute names that a checked request names anywhere: keys, items, projections, updates, filters, conditions.
 * Documented for the older parameters (`AttributesToGet`, `AttributeUpdates`, `Expected`, `Item`, `ScanFilter`) and for keys;
 * that expressions count in full is **unconfirmed**: a name too many only narrows what an allow list of attributes admits.
 */
export function attributeNames(request: CheckedRequest): readonly string[] {
  const names = new Set<string>();
  for (const keyed of keyedMembers(request)) for (const name of Object.keys(keyed)) names.add(name);
  for (const name of request.AttributesToGet ?? []) names.add(name);
  for (const path of request._projection?.paths ?? []) addHead(path, names);
  for (const section of request._updates?.sections ?? []) {
    addHead(section.path, names);
    addOperands(section.val, names);
  }
  return [...names];
}

function keyedMembers(request: CheckedRequest): readonly object[] {
  return [
    request.Key,
    request.Item,
    ...(request.Keys ?? []),
    request.KeyConditions,
    request.AttributeUpdates,
    request.Expected,
    request.QueryFilter,
    request.ScanFilter,
    request._condition?.pathHeads,
    request._filter?.pathHeads,
  ].filter((member) => member !== undefined);
}

function addHead(path: readonly unknown[], names: Set<string>): void {
  if (typeof path[0] === 'string') names.add(path[0]);
}

/** A path is an array; a function or sum holds its operands in `args`; a value holds neither. */
function addOperands(operand: unknown, names: Set<string>): void {
  if (Array.isArray(operand)) {
    addHead(operand, names);
  } else if (typeof operand === 'object' && operand !== null && 'args' in operand) {
    for (const argument of operand.args as readonly unknown[]) addOperands(argument, names);
  }
}
