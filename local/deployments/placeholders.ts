import { AssemblyError } from '../../assembly/assembly-error';
import type { Scope } from '../../assembly/intrinsics/scope';
import { holdsPlaceholder, placeholderOf } from '../../assembly/placeholder';
import { resolveValue } from '../../assembly/resolve-value';
import type { Template, TemplateResource } from '../../assembly/template';
import { templateOutputs } from '../../assembly/template-outputs';
import type { DeployedOutput } from '../../assembly/types';
import { typeNames } from '../resources/all-types';
import { wayOut } from '../resources/inert/inert-types';
import type { KnownType } from './engine';
import { withInertSetApart } from './inert-values';
import type { PlaceholderReads, Read } from './placeholder-reads';

/**
 * A resource's properties, resolved one by one: a placeholder comes only into those in which its type allows it.
 *
 * @throws AssemblyError with the place of one that would come into another
 */
export function resolvedProperties(
  { Properties }: TemplateResource,
  { at, type, scope, reads }: { at: string; type: KnownType; scope: Scope; reads: PlaceholderReads },
): Record<string, unknown> {
  if (type.inert) return Properties;
  const resolved = Object.entries(Properties).map(([name, value]) => {
    const apart = withInertSetApart(type, name, value, { at: `${at}.${name}`, scope, reads });
    const resolution = reads.during(() => resolveValue({ [name]: apart }, at, scope) as Record<string, unknown>);
    refusePlaceholders(type, name, at, resolution.reads);
    const property = resolution.value();
    if (holdsPlaceholder(property)) refusePlaceholders(type, name, at, [{ at: `${at}.${name}`, of: 'a placeholder' }]);
    return property;
  });
  // Not by assignment, which would take a property called `__proto__` for the prototype.
  return Object.fromEntries(resolved.flatMap((property) => Object.entries(property)));
}

/** The way out for a type that is not known, behind the sentence that says so. */
export const inertHint = (type: string) => `: ${wayOut(type, typeNames)}`;

/** Refuses what a property has read, unless its type allows it there. @throws AssemblyError with the place */
export function refusePlaceholders(
  type: Pick<KnownType, 'type' | 'placeholdersIn' | 'handsOnIn'>,
  property: string,
  at: string,
  [read]: readonly Read[],
): void {
  if (read === undefined || [type.placeholdersIn, type.handsOnIn].some((names) => names?.includes(property))) return;
  const where = read.at === '' ? `${at}.${property}` : read.at;
  throw new AssemblyError(
    where,
    `is ${read.of}, which stands as inert (--inert): nothing of it may come into ${property} of ${type.type}, where it could decide about ` +
      'access or name something real. Write the value out, or take it in by a parameter',
  );
}

/** The outputs of a stack; those that tell of placeholders say so, and whoever imports one is told. */
export function outputsWithPlaceholders(
  stackName: string,
  template: Template,
  scope: Scope,
  reads: PlaceholderReads,
): readonly DeployedOutput[] {
  return Object.entries(template.Outputs).flatMap(([name, output]) => {
    const one = { ...template, Outputs: { [name]: output } };
    const resolution = reads.during(() => templateOutputs(stackName, one, scope));
    const [read] = resolution.reads;
    return resolution.value().map((told) => {
      if (holdsPlaceholder(told.value)) return { ...told, inert: true };
      // What has been cut out of a placeholder looks like a value, and is none.
      return read === undefined ? told : { ...told, value: placeholderOf(read.of), inert: true };
    });
  });
}
