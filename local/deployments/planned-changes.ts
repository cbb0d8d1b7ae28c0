import { isDeepStrictEqual } from 'node:util';
import { AssemblyError } from '../../assembly/assembly-error';
import { resolveValue } from '../../assembly/resolve-value';
import { dependenciesOf, resourceOrder } from '../../assembly/template-dependencies';
import { type TemplateScope, templateScope } from '../../assembly/template-scope';
import type { Engine } from './engine';
import { withInertSetApart } from './inert-values';
import { parameterOf } from './parameter-values';
import { PlaceholderReads } from './placeholder-reads';
import { refusePlaceholders } from './placeholders';
import { mayReplace } from './replacement';
import type { Desired, StackRecord } from './stack-record';

/** What a change set says of a property or an attribute of a resource. */
export interface ChangeDetail {
  readonly attribute: 'Properties' | 'DeletionPolicy' | 'UpdateReplacePolicy' | 'Metadata';
  readonly name?: string;
  readonly recreation: 'Always' | 'Conditionally' | 'Never';
}

/** What a change set says of a resource. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import';
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly details: readonly ChangeDetail[];
}

/** What deploying would do to a stack's resources, as far as templates tell: values that other resources get are unknown yet. */
export function plannedChanges(stack: StackRecord, desired: Desired, engine: ReadingEngine): readonly PlannedChange[] {
  const before = stack.desired && stack.resources.size > 0 ? new Reading(stack, stack.desired, engine) : undefined;
  const after = new Reading(stack, desired, engine);
  const changes: PlannedChange[] = [];
  for (const logicalId of after.wanted) {
    const standing = stack.resources.get(logicalId);
    const type = desired.template.Resources[logicalId]?.Type ?? '';
    if (standing === undefined) {
      changes.push({ action: 'Add', logicalId, type, details: [] });
      continue;
    }
    const details = before === undefined ? [] : detailsOf(logicalId, type, before, after);
    const resource = { ...standing.resource, assets: desired.assets };
    if (details.length === 0 && !engine.outdated(resource)) continue;
    const physicalId = standing.resource.ref;
    changes.push({ action: 'Modify', logicalId, physicalId, type, replacement: replacementOf(details), details });
  }
  const wanted = new Set(after.wanted);
  for (const [logicalId, { resource }] of stack.resources) {
    if (wanted.has(logicalId)) continue;
    changes.push({ action: 'Remove', logicalId, physicalId: resource.ref, type: resource.type, details: [] });
  }
  return changes;
}

/** Whether anything else of a stack would change: its outputs, its parameters or its tags. */
export function changesBeside(stack: StackRecord, desired: Desired): boolean {
  const { desired: before } = stack;
  if (before === undefined) return true;
  return (
    !isDeepStrictEqual(before.template.Outputs, desired.template.Outputs) ||
    !isDeepStrictEqual(before.parameters, desired.parameters) ||
    !isDeepStrictEqual(before.tags, desired.tags)
  );
}

function replacementOf(details: readonly ChangeDetail[]): PlannedChange['replacement'] {
  if (details.some(({ recreation }) => recreation === 'Always')) return 'True';
  return details.some(({ recreation }) => recreation === 'Conditionally') ? 'Conditional' : 'False';
}

function detailsOf(id: string, type: string, before: Reading, after: Reading): readonly ChangeDetail[] {
  const [was, is] = [before.properties(id), after.properties(id)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const properties = names
    .filter((name) => !isDeepStrictEqual(was[name], is[name]))
    .map((name) => ({ attribute: 'Properties' as const, name, recreation: mayReplace(type, name) }));
  const attributes = (['DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'] as const)
    .filter((attribute) => !isDeepStrictEqual(before.declared(id)?.[attribute], after.declared(id)?.[attribute]))
    .map((attribute) => ({ attribute, recreation: 'Never' as const }));
  return [...properties, ...attributes];
}

/** What of the engine reading a template takes. */
export type ReadingEngine = Pick<Engine, 'account' | 'typeOf' | 'importsOf' | 'outdated'>;

/** A template, read with names in place of what other resources will tell. */
export class Reading {
  readonly wanted: readonly string[];
  readonly #scope: TemplateScope;
  readonly #placeholders = new PlaceholderReads();
  readonly #typeOf: ReadingEngine['typeOf'];

  constructor(
    readonly stack: StackRecord,
    readonly desired: Desired,
    engine: ReadingEngine,
  ) {
    const { template } = desired;
    const { note } = this.#placeholders;
    this.#typeOf = (name) => engine.typeOf(name);
    const noteInert = (logicalId: string, at: string) => {
      const type = template.Resources[logicalId]?.Type ?? '';
      if (engine.typeOf(type)?.inert) note(at, `${logicalId} (${type})`);
    };
    const scope = templateScope({
      stack,
      target: stack,
      template,
      parameter: (name, at) =>
        this.#placeholders.given(name, parameterOf(stack, desired, engine.account, name, at), at),
      resource(logicalId, at) {
        noteInert(logicalId, at);
        return { type: '', ref: `<${logicalId}>`, attributes: {} };
      },
      // What is exported is known when the change is made.
      imports: { ...engine.importsOf(stack, note), exported: (name) => `<export ${name}>` },
    });
    this.#scope = {
      ...scope,
      attribute(logicalId, name, at) {
        noteInert(logicalId, at);
        return `<${logicalId}.${name}>`;
      },
    };
    this.wanted = resourceOrder(template, stack.name).filter((id) => {
      const declared = template.Resources[id];
      return declared !== undefined && scope.isWanted(declared, id);
    });
  }

  declared(id: string) {
    return this.desired.template.Resources[id];
  }

  /** @throws AssemblyError for what is wrong whatever other resources will tell */
  properties(id: string): Readonly<Record<string, unknown>> {
    const { template } = this.desired;
    const declared = this.declared(id);
    const type = this.#typeOf(declared?.Type ?? '');
    if (type?.inert) return declared?.Properties ?? {};
    const at = `${id}: Properties`;
    const read = Object.entries(declared?.Properties ?? {}).map(([name, value]): Record<string, unknown> => {
      const by = { at: `${at}.${name}`, scope: this.#scope, reads: this.#placeholders };
      const property = { [name]: withInertSetApart(type, name, value, by) };
      const resolution = this.#placeholders.during(() => resolveValue(property, at, this.#scope));
      if (type !== undefined) refusePlaceholders(type, name, at, resolution.reads);
      try {
        return resolution.value() as Record<string, unknown>;
      } catch (error) {
        // A name that stands for what is not known yet can't be cut into parts: then it counts as it is written.
        const waits =
          declared && dependenciesOf({ ...declared, Properties: property, DependsOn: [] }, template).size > 0;
        if (waits && error instanceof AssemblyError) return property;
        throw error;
      }
    });
    return Object.assign({}, ...read);
  }
}
