import type { DeployedStack } from '../../../../assembly/types';
import type { Account } from '../../../../local/resources/account';

/** What a registry may have to read one by. */
interface Finds {
  find?(id: string): unknown;
  get?(id: string): unknown;
  textOf?(id: string): unknown;
  policiesOf?(id: string): unknown;
  tags?(id: string): unknown;
  versionsOf?(id: string): unknown;
}

const readers = ['find', 'get', 'textOf', 'policiesOf', 'tags', 'versionsOf'] as const;

/**
 * All that anybody can read of an account: what each registry has at large, and under whatever a resource of these stacks is called. By
 * members and getters alone, so what a registry will have later is seen too.
 */
export function seenAccount(account: Account, stacks: readonly DeployedStack[]): unknown {
  const ids = stacks.flatMap(({ resources }) =>
    resources.flatMap(({ ref, attributes, properties }) => [
      ...[ref, ...Object.values(attributes)],
      ...Object.values(properties).filter((value): value is string => typeof value === 'string'),
    ]),
  );
  const { clock: _, customResources: __, ...registries } = account;
  return Object.fromEntries(
    Object.entries(registries).flatMap(([name, registry]) => {
      if (typeof registry !== 'object') return [[name, registry]];
      const policies = 'policies' in registry ? [[`${name}.policies`, seenRegistry(registry.policies, ids)]] : [];
      return [[name, seenRegistry(registry, ids)], ...policies];
    }),
  );
}

function seenRegistry(registry: object, ids: readonly string[]): unknown {
  const { all } = registry as { all?: unknown };
  const everything = typeof all === 'function' ? all.call(registry) : all;
  const found = [...new Set(ids)].flatMap((id) => readers.map((reader) => [id, reader, read(registry, reader, id)]));
  const seen = plain([everything, found.filter(([, , one]) => one !== undefined)]);
  return JSON.parse(JSON.stringify(seen));
}

function read(registry: Finds, reader: keyof Finds, id: string): unknown {
  try {
    return registry[reader]?.(id);
  } catch {
    return undefined;
  }
}

/** Whoever keeps an account, its time and its keys are nothing that is read; forms that wait for an answer are not kept. */
const unread = new Set([
  ...['clock', 'keeper', 'deliver', 'keys', 'bodies', 'engine', 'codeDirectory', 'place'],
  ...['formKey', '__proto__'],
]);

/** Members and getters, in order, as JSON has them. */
function plain(value: unknown, within: readonly unknown[] = []): unknown {
  if (typeof value === 'function')
    return typeof within.at(-1) === 'object' ? undefined : plain(value.call(within.at(-1)));
  if (typeof value !== 'object' || value === null || within.includes(value)) return value;
  const inside = [...within, value];
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (value instanceof Map) return [...value].map(([key, member]) => [key, plain(member, inside)]);
  // Of lists and sets, and of what generators tell, each member. (From Node 22 on, iterators have getters of their own.)
  if (Symbol.iterator in value) return [...(value as Iterable<unknown>)].map((member) => plain(member, inside));
  const names = Object.keys(value);
  for (let of = Object.getPrototypeOf(value); of !== null && of !== Object.prototype; of = Object.getPrototypeOf(of)) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(of))) if (get) names.push(name);
  }
  return Object.fromEntries(
    names
      .filter((name) => !unread.has(name))
      .map((name) => [name, plain((value as Readonly<Record<string, unknown>>)[name], inside)])
      .filter(([, member]) => member !== undefined),
  );
}
