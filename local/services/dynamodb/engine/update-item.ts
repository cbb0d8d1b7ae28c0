import type { AttributeMap } from './attribute-map';
import type { CheckedRequest, DocumentPath } from './checked-request';
import type { DynaliteAction } from './dynalite';
import { storedKey } from './item-key';
import { valueAt } from './values';

/** An action of a parsed update expression. */
interface Section {
  readonly type: 'set' | 'remove' | 'add' | 'delete';
  readonly path: DocumentPath;
  readonly val?: unknown;
}

/** A function or sum of operands, which are such, paths, or attribute values. */
interface Computed {
  readonly type: string;
  readonly name?: string;
  readonly args: readonly [unknown, unknown];
}

/**
 * dynalite's `UpdateItem`, which takes the actions of an expression one after another, as DynamoDB does it: every action is about the item as
 * it was. What only takes away makes no item (**observed**: scylladb#5862, tried at AWS).
 */
export function mendedUpdate(updateItem: DynaliteAction): DynaliteAction {
  return (store, request, callback) => {
    const checked = request as CheckedRequest;
    const key = storedKey(store, checked);
    const before = key === undefined ? undefined : store.item(String(checked.TableName), key);
    const sections = (checked._updates?.sections ?? []) as readonly Section[];
    const inOrder = {
      ...checked,
      ...(checked._updates && { _updates: { ...checked._updates, sections: ordered(sections, before ?? {}) } }),
    };
    if (before !== undefined || !onlyTakesAway(checked, sections)) return updateItem(store, inOrder, callback);
    store.journal.during((takeBack) =>
      updateItem(store, inOrder, (error, output) => {
        takeBack();
        const { Attributes: _, ...rest } = (output ?? {}) as Readonly<Record<string, unknown>>;
        callback(error, error ? undefined : rest);
      }),
    );
  };
}

function onlyTakesAway({ AttributeUpdates }: CheckedRequest, sections: readonly Section[]): boolean {
  const older = Object.values(AttributeUpdates ?? {}) as readonly { readonly Action?: string }[];
  const kinds = [...sections.map(({ type }) => type), ...older.map(({ Action = 'PUT' }) => Action.toLowerCase())];
  return kinds.length > 0 && kinds.every((kind) => kind === 'remove' || kind === 'delete');
}

/** **Documented** (developer guide, "Update expressions"): what `REMOVE` names are positions of the list as it was, so that the last goes first. */
function ordered(sections: readonly Section[], before: AttributeMap): readonly Section[] {
  const of = (...types: readonly Section['type'][]) => sections.filter(({ type }) => types.includes(type));
  return [
    ...of('set').map((section) => ({ ...section, val: asItWas(section.val, before) })),
    ...of('add', 'delete'),
    ...of('remove').sort((one, other) => byPosition(other.path, one.path)),
  ];
}

/** Below zero where two paths part at positions of one list, and the first has the lower one; zero where they part otherwise. */
function byPosition(one: DocumentPath, other: DocumentPath): number {
  const parting = one.findIndex((step, index) => step !== other[index]);
  const [a, b] = [one[parting], other[parting]];
  return typeof a === 'number' && typeof b === 'number' ? a - b : 0;
}

/**
 * An operand, its paths replaced by what they held in an item that was read for this: the engine would share a map or list between two
 * places of the item that it changes, and change both at once. What refers to nothing stays as it is, and is refused where the engine comes
 * to it.
 */
function asItWas(operand: unknown, before: AttributeMap): unknown {
  if (Array.isArray(operand)) return valueAt(before, operand as DocumentPath) ?? operand;
  if (typeof operand !== 'object' || operand === null || !('args' in operand)) return operand;
  const { name, args } = operand as unknown as Computed;
  if (name === 'if_not_exists') return valueAt(before, args[0] as DocumentPath) ?? asItWas(args[1], before);
  return { ...operand, args: args.map((one) => asItWas(one, before)) };
}
