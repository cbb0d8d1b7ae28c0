import type { DeployedOutput } from '../../assembly/types';
import type { StackStatus } from '../services/cloudformation/stack-status';
import type { Clock } from '../shared/clock';
import { definedMembers } from '../state/defined-members';
import { type KeptResource, keptResource, restoredResource } from './kept-resource';
import { type Desired, type StackEvent, StackRecord, type Was } from './stack-record';
import type { Leaving, StackResource } from './stack-resource';
import { templateOf } from './template-view';
import type { Change } from './undo';

type TypeOf = Parameters<typeof restoredResource>[1];

/** What a stack is asked to be, as it is kept. */
export interface KeptDesired {
  readonly text: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly tags: readonly (readonly [string, string])[];
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  readonly constructPaths: readonly (readonly [string, string])[];
  readonly assets: readonly (readonly [string, string])[];
}

/** {@link StackResource}, its resource by its number. */
type KeptStackResource = Omit<StackResource, 'resource'> & { readonly resource: number };

/** {@link Change}, its resources by their numbers. */
interface KeptChange {
  readonly kind: Change['kind'];
  readonly before?: number;
  readonly after?: number;
  readonly made?: number;
  readonly byUpdate?: true;
}

/** {@link Leaving}, its resource by its number. */
type KeptLeaving = Omit<Leaving, 'gone'> & { readonly gone: number };

/** {@link Was} */
interface KeptWas {
  readonly desired?: KeptDesired | undefined;
  readonly outputs: readonly DeployedOutput[];
  readonly imports: readonly string[];
}

/** A stack as it is kept. What is the same object several times in it (what a rollback compares) is kept once, by number. */
export interface KeptStack {
  readonly name: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly createdAt: number;
  readonly updatedAt?: number | undefined;
  readonly deletedAt?: number | undefined;
  readonly status: StackStatus;
  readonly reason?: string | undefined;
  readonly desired?: KeptDesired | undefined;
  readonly outputs: readonly DeployedOutput[];
  readonly imports: readonly string[];
  readonly importing: readonly string[];
  readonly terminationProtection: boolean;
  readonly disableRollback: boolean;
  readonly token?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly history: readonly StackEvent[];
  readonly numberedResources: readonly KeptResource[];
  readonly numberedStackResources: readonly KeptStackResource[];
  /** By logical ID. */
  readonly resources: readonly (readonly [string, number])[];
  readonly undo?: readonly (readonly KeptChange[])[] | undefined;
  /** What it was before the first of those. */
  readonly was?: KeptWas | undefined;
  readonly leaving?: readonly KeptLeaving[];
  readonly parentId?: string | undefined;
  readonly rootId?: string | undefined;
  readonly waitsForParent?: boolean;
}

/** Objects, each once, by number. */
class Numbered<Value> {
  readonly all: Value[] = [];
  readonly #numbers = new Map<Value, number>();

  numberOf(value: Value): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.all.length);
    return this.all.push(value) - 1;
  }
}

/** What of a change set or a stack is kept of what it is to be. */
export function keptDesired({ template: _, text, ...desired }: Desired): KeptDesired {
  const { parameters, tags, constructPaths, assets, capabilities, roleArn } = desired;
  return {
    ...{ text, capabilities, parameters: [...parameters], tags: [...tags] },
    ...{ constructPaths: [...constructPaths], assets: [...assets] },
    ...(roleArn === undefined ? {} : { roleArn }),
  };
}

/** @throws ServiceError where this release does not understand the template */
export function restoredDesired(kept: KeptDesired): Desired {
  const { parameters, tags, constructPaths, assets } = kept;
  return {
    ...{ ...kept, template: templateOf(kept.text), parameters: new Map(parameters), tags: new Map(tags) },
    ...{ constructPaths: new Map(constructPaths), assets: new Map(assets) },
  };
}

/** A stack as it is now. As whom its operation acts is not kept: what is begun later acts as whoever begins it. */
export function keptStack(stack: StackRecord): KeptStack {
  const resources = new Numbered<StackResource>();
  const { name, id, account, region, partition, createdAt, updatedAt, deletedAt, status, reason, outputs } = stack;
  const { terminationProtection, disableRollback, token, roleArn, history } = stack;
  const current = [...stack.resources].map(([logicalId, one]) => [logicalId, resources.numberOf(one)] as const);
  const undo = stack.undo?.updates.map((changes) => changes.map((change) => keptChange(change, resources)));
  const leaving = stack.leaving.map((one) => ({ ...one, gone: resources.numberOf(one.gone) }));
  const bare = new Numbered<StackResource['resource']>();
  const numberedStackResources = resources.all.map((one) => ({ ...one, resource: bare.numberOf(one.resource) }));
  return definedMembers({
    ...{ name, id, account, region, partition, createdAt, updatedAt, deletedAt, status, reason },
    ...{ terminationProtection, disableRollback, token, roleArn, history: [...history] },
    outputs: outputs.map(definedMembers),
    desired: stack.desired && keptDesired(stack.desired),
    imports: [...stack.imports],
    importing: [...stack.importing],
    numberedResources: bare.all.map(keptResource),
    numberedStackResources,
    resources: current,
    undo,
    was: stack.undo?.was && keptWas(stack.undo.was),
    leaving,
    ...{ parentId: stack.parentId, rootId: stack.rootId, waitsForParent: stack.waitsForParent },
  });
}

function keptWas({ desired, outputs, imports }: Was): KeptWas {
  return definedMembers({
    desired: desired && keptDesired(desired),
    outputs: outputs.map(definedMembers),
    imports: [...imports],
  });
}

function restoredWas({ desired, outputs, imports }: KeptWas): Was {
  return { desired: desired && restoredDesired(desired), outputs, imports: new Set(imports) };
}

function keptChange(change: Change, resources: Numbered<StackResource>): KeptChange {
  const { kind } = change;
  const numbers = Object.entries(change).flatMap(([role, value]) =>
    typeof value === 'object' ? [[role, resources.numberOf(value as StackResource)]] : [],
  );
  return { kind, ...Object.fromEntries(numbers), ...('byUpdate' in change && change.byUpdate && { byUpdate: true }) };
}

/**
 * The stack that was kept.
 *
 * @param changed told of each change from now on
 * @throws StateRefused where this release does not understand one of its resources
 */
export function restoredStack(kept: KeptStack, typeOf: TypeOf, clock: Clock, changed: () => void): StackRecord {
  const { createdAt, parentId, rootId } = kept;
  let isWhole = false;
  const stack = new StackRecord(kept.name, kept.id, kept, clock, {
    ...{ createdAt, parentId, rootId },
    changed: () => isWhole && changed(),
  });
  const desired = kept.desired && restoredDesired(kept.desired);
  const bare = kept.numberedResources.map((resource) => restoredResource(resource, typeOf, desired?.assets));
  const at = <Value>(list: readonly Value[], index: number): Value => list[index] as Value;
  const numbered = kept.numberedStackResources.map((one) => ({ ...one, resource: at(bare, one.resource) }));
  const { updatedAt, deletedAt, status, reason, outputs, terminationProtection, disableRollback, token, roleArn } =
    kept;
  Object.assign(stack, { updatedAt, deletedAt, status, reason, outputs, desired });
  Object.assign(stack, { terminationProtection, disableRollback, token, roleArn });
  stack.imports = new Set(kept.imports);
  stack.importing = new Set(kept.importing);
  stack.remember(kept.history);
  for (const [logicalId, number] of kept.resources) stack.resources.set(logicalId, at(numbered, number));
  stack.undo = kept.undo && {
    updates: kept.undo.map((changes) => changes.map((change) => restoredChange(change, numbered))),
    was: kept.was && restoredWas(kept.was),
  };
  stack.leaving = (kept.leaving ?? []).map((one) => ({ ...one, gone: at(numbered, one.gone) }));
  stack.waitsForParent = kept.waitsForParent ?? false;
  isWhole = true;
  return stack;
}

function restoredChange(kept: KeptChange, numbered: readonly StackResource[]): Change {
  const named = Object.entries(kept).map(([role, value]) => [
    role,
    typeof value === 'number' ? numbered[value] : value,
  ]);
  return Object.fromEntries(named) as Change;
}
