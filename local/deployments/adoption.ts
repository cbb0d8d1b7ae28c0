import { own } from '../../assembly/own-member';
import { ResourceRefused } from '../resources/resource-refused';
import type { Engine, Unnamed } from './engine';
import type { StackRecord } from './stack-record';

/** What names a resource that is there: its type's identifying properties, and their values. */
export type Identifier = Readonly<Record<string, string>>;

/** Resources that a deployment takes over and does not make, by their logical IDs. */
export type Adopting = ReadonlyMap<string, Identifier>;

export const nothingToAdopt: Adopting = new Map();

/** What was found under an identifier. */
export interface Found {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** The stack that has it. */
  readonly owner?: StackRecord;
}

/** Looks for a resource in the account, and for the stack that has it. */
export function findExisting(
  typeName: string,
  identifier: Identifier,
  stack: StackRecord,
  engine: Engine,
): Found | undefined {
  const found = engine.typeOf(typeName)?.adopt?.find(identifier, engine.account);
  if (found === undefined) return undefined;
  const owner = [stack, ...engine.others(stack)].find(({ resources }) =>
    [...resources.values()].some(({ resource }) => resource.type === typeName && resource.ref === found.ref),
  );
  return { ...found, ...(owner !== undefined && { owner }) };
}

/**
 * The resource that is to be taken over.
 *
 * @throws ResourceRefused where there is none, a stack has it (both **documented**: "Import AWS resources into a CloudFormation stack"), or
 *   the template means another (**unconfirmed**). Words, and that it is found out when the change set is executed, are **unconfirmed** too.
 */
export function theExisting(
  { type, properties }: Pick<Unnamed, 'type' | 'properties'>,
  identifier: Identifier,
  stack: StackRecord,
  engine: Engine,
): Found {
  const named = `Resource of type '${type}' with identifier '${shown(identifier)}'`;
  // What a template says by references is known only now: an app client of one pool is none of another's.
  const other = Object.keys(identifier).find(
    (name) => ![undefined, identifier[name]].includes(textOf(properties, name)),
  );
  if (other !== undefined) {
    throw new ResourceRefused({ message: `${named} has another ${other} in the template.`, code: 'InvalidRequest' });
  }
  const found = findExisting(type, identifier, stack, engine);
  if (found === undefined) throw new ResourceRefused({ message: `${named} was not found.`, code: 'NotFound' });
  if (found.owner !== undefined) {
    throw new ResourceRefused({
      message: `${named} already belongs to the stack ${found.owner.name}.`,
      code: 'AlreadyExists',
    });
  }
  return found;
}

/** The identifier that a template gives by itself, in static strings (**documented**: "Import AWS resources … automatically"). */
export function staticIdentifier(
  identifying: readonly string[],
  properties: Readonly<Record<string, unknown>>,
): Identifier | undefined {
  const values = identifying.map((name) => [name, own(properties, name)] as const);
  return values.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(values)
    : undefined;
}

function textOf(properties: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = own(properties, name);
  return value === undefined ? undefined : String(value);
}

/** An identifier as CloudFormation writes a compound one: its values, a bar between two. */
export const shown = (identifier: Identifier) => Object.values(identifier).join('|');
