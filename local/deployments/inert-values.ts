import type { Scope } from '../../assembly/intrinsics/scope';
import { holdsPlaceholder, placeholderOf } from '../../assembly/placeholder';
import { resolveValue } from '../../assembly/resolve-value';
import type { KnownType } from './engine';
import type { PlaceholderReads, Read } from './placeholder-reads';

/** With what values are resolved, and where they are. */
export interface Resolving {
  readonly at: string;
  readonly scope: Scope;
  readonly reads: PlaceholderReads;
}

/**
 * A property as the template has it, in which what comes of inert resources stands for itself, where its type knows what may be made of that:
 *
 * - what a statement allows on such a resource, it allows on one that nobody has;
 * - a name that would hold a part of one is made up, as where none is given: nothing else of the template can know it;
 * - what is handed on, to a stack within the stack or the parameter store, is a placeholder there, whatever has been cut out of it.
 *
 * Wherever else a placeholder is read, it still is, and is judged there.
 */
export function withInertSetApart(type: KnownType | undefined, name: string, value: unknown, by: Resolving): unknown {
  if (type?.grantsIn?.includes(name)) return withInertGrants(value, by);
  if (type?.madeUpName === name) return readIn(value, by) === undefined ? value : { Ref: 'AWS::NoValue' };
  return type?.handsOnIn?.includes(name) ? handedOn(value, by) : value;
}

/**
 * Follows the form of a policy and nothing beside it. Of a statement that allows, resources may be left out: it then allows less. Of any other
 * statement they may not.
 */
function withInertGrants(value: unknown, by: Resolving): unknown {
  if (Array.isArray(value)) return value.map((member) => withInertGrants(member, by));
  if (!isMembers(value)) return value;
  if (value.Effect === 'Allow' && Object.hasOwn(value, 'Resource')) {
    const { Resource } = value;
    const apart = (resource: unknown) => {
      const of = readIn(resource, by);
      return of === undefined ? resource : nobodysArn(of, by.scope);
    };
    return { ...value, Resource: Array.isArray(Resource) ? Resource.map(apart) : apart(Resource) };
  }
  const branches = inBranches(value, (branch) => withInertGrants(branch, by));
  if (branches !== undefined) return branches;
  const entries = Object.entries(value).map(([name, member]) => [
    name,
    ['PolicyDocument', 'Statement'].includes(name) ? withInertGrants(member, by) : member,
  ]);
  return Object.fromEntries(entries);
}

function handedOn(value: unknown, by: Resolving): unknown {
  if (!isMembers(value)) return recognizable(value, by);
  const branches = inBranches(value, (branch) => handedOn(branch, by));
  if (branches !== undefined) return branches;
  if (isIntrinsic(value)) return recognizable(value, by);
  const members = Object.entries(value).map(([name, member]) => [
    name,
    recognizable(member, { ...by, at: `${by.at}.${name}` }),
  ]);
  return Object.fromEntries(members);
}

/** What a condition chooses among, each changed; undefined where none does. */
function inBranches(value: Readonly<Record<string, unknown>>, change: (branch: unknown) => unknown): unknown {
  const { 'Fn::If': chosen, ...more } = value;
  if (!Array.isArray(chosen) || Object.keys(more).length > 0) return undefined;
  const [condition, ...branches] = chosen;
  return { 'Fn::If': [condition, ...branches.map(change)] };
}

/** A value in which no placeholder is left, though it comes of one, is one as a whole. */
function recognizable(value: unknown, { at, scope, reads }: Resolving): unknown {
  const resolution = reads.during(() => resolveValue(value, at, scope));
  const of = resolution.reads[0]?.of;
  const resolved = resolvedOf(resolution);
  // Of several values one may be recognizable, and another not.
  const isOne = typeof resolved === 'string' || Array.isArray(resolved);
  return of === undefined || (isOne && holdsPlaceholder(resolved)) ? value : placeholderOf(of);
}

/** What of an inert resource a value comes of, whether anything can be made of it or not. */
function readIn(value: unknown, { at, scope, reads }: Resolving): string | undefined {
  return reads.during(() => resolveValue(value, at, scope)).reads[0]?.of;
}

function resolvedOf({ value }: { value(): unknown }): unknown {
  try {
    return value();
  } catch {
    return undefined;
  }
}

/** No service has that name, so that nothing a request asks for is what this names; no wildcard and no variable is left in it. */
function nobodysArn(of: Read['of'], { target: { partition, region, account } }: Scope): string {
  return `arn:${partition}:inert:${region}:${account}:${of.replaceAll(/[^\w:./@-]+/g, '/')}`;
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntrinsic(value: Readonly<Record<string, unknown>>): boolean {
  const [name, ...more] = Object.keys(value);
  return more.length === 0 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'));
}
