import type { AttributeMap, AttributeValue } from '../engine/attribute-map';
import type { DocumentPath } from '../engine/checked-request';
import { columnName } from './syntax/statements';

/** An item's columns, those left out that it lacks. */
export function project(item: AttributeMap, paths: readonly DocumentPath[] | undefined): object {
  if (paths === undefined) return item;
  return Object.fromEntries(
    paths.flatMap((path) => {
      const value = valueAt(item, path);
      return value === undefined ? [] : [[columnName(path), value]];
    }),
  );
}

function valueAt(item: AttributeMap, path: DocumentPath): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    const within: unknown = typeof step === 'number' ? value?.L : value?.M;
    value = memberOf(within, step);
  }
  return value;
}

function memberOf(within: unknown, step: string | number): AttributeValue | undefined {
  if (typeof within !== 'object' || within === null || !Object.hasOwn(within, step)) return undefined;
  return (within as Readonly<Record<string | number, AttributeValue>>)[step];
}
