import { AssemblyError } from '../../assembly/assembly-error';
import type { Scope } from '../../assembly/intrinsics/scope';
import { holdsPlaceholder } from '../../assembly/placeholder';
import { resolveValue } from '../../assembly/resolve-value';
import type { Template, TemplateResource } from '../../assembly/template';
import { templateOutputs } from '../../assembly/template-outputs';
import type { DeployedOutput } from '../../assembly/types';
import { typeNames } from '../resources/all-types';
import { wayOut } from '../resources/inert/inert-types';
import type { KnownType } from './engine';

/** Where a template has read what stands for a value of an inert resource, and what that is. */
interface Read {
  readonly at: string;
  readonly of: string;
}

/**
 * Follows placeholders of inert resources through a template. That a value comes of one is noted where it is read, not found in what was made
 * of it: a part of a placeholder, cut out, is one too.
 */
export class PlaceholderReads {
  #reads: Read[] = [];

  /** Told by whoever hands a placeholder out. */
  readonly note = (at: string, of: string): void => {
    this.#reads.push({ at, of });
  };

  /** What is read while something is resolved, which may fail. */
  during<Value>(resolve: () => Value): { readonly reads: readonly Read[]; value(): Value } {
    this.#reads = [];
    let value: () => Value;
    try {
      const resolved = resolve();
      value = () => resolved;
    } catch (error) {
      value = () => {
        throw error;
      };
    }
    return { reads: this.#reads, value };
  }
}

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
    const resolution = reads.during(() => resolveValue({ [name]: value }, at, scope) as Record<string, unknown>);
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
  type: Pick<KnownType, 'type' | 'placeholdersIn'>,
  property: string,
  at: string,
  [read]: readonly Read[],
): void {
  if (read === undefined || type.placeholdersIn?.includes(property)) return;
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
    const inert = resolution.reads.length > 0;
    return resolution.value().map((told) => (inert || holdsPlaceholder(told.value) ? { ...told, inert: true } : told));
  });
}
