import type { ChangeSetRequest } from '../services/cloudformation/stack-view';
import { definedMembers } from '../state/defined-members';
import type { PersistedCollection } from '../state/persisted';
import type { Identifier } from './adoption';
import type { ChangeSet } from './change-sets';
import { type KeptDesired, keptDesired, restoredDesired } from './kept-stack';
import type { StackRecord } from './stack-record';

type KeptRequest = Omit<ChangeSetRequest, 'parameters' | 'tags' | 'session'> & {
  readonly parameters: readonly (readonly [string, string | null])[];
  readonly tags?: readonly (readonly [string, string])[];
};

/** A change set as it is kept; who asked for it is not. */
interface KeptChangeSet extends Omit<ChangeSet, 'stack' | 'request' | 'desired' | 'adopting'> {
  readonly stack: string;
  readonly request: KeptRequest;
  readonly desired: KeptDesired;
  readonly adopting: readonly (readonly [string, Identifier])[];
}

/** What the collection is made of. */
export interface ChangeSetRegistry {
  all(): readonly ChangeSet[];
  add(set: ChangeSet): void;
  stackOf(id: string): StackRecord | undefined;
}

export const changeSetsName = 'change-sets';

/** The change sets of an account. */
export function changeSetCollection({ all, add, stackOf }: ChangeSetRegistry): PersistedCollection<KeptChangeSet> {
  return {
    name: changeSetsName,
    version: 1,
    keys: () => all().map(({ id }) => id),
    read: (id) => {
      const set = all().find((one) => one.id === id);
      return set && keptChangeSet(set);
    },
    restore(_id, kept) {
      const stack = stackOf(kept.stack);
      if (stack !== undefined) add(restoredChangeSet(kept, stack));
    },
  };
}

function keptChangeSet({ stack, request, desired, adopting, ...set }: ChangeSet): KeptChangeSet {
  const { session: _, parameters, tags, ...asked } = request;
  return {
    ...set,
    stack: stack.id,
    changes: set.changes.map(definedMembers),
    request: {
      ...definedMembers(asked),
      parameters: [...parameters].map(([name, value]) => [name, value ?? null]),
      ...(tags === undefined ? {} : { tags: [...tags] }),
    },
    desired: keptDesired(desired),
    adopting: [...adopting],
  };
}

function restoredChangeSet({ request, desired, adopting, ...set }: KeptChangeSet, stack: StackRecord): ChangeSet {
  const { parameters, tags, ...asked } = request;
  const { executionStatus } = set;
  return {
    ...{ ...set, stack, desired: restoredDesired(desired), adopting: new Map(adopting) },
    request: {
      ...asked,
      template: asked.template ?? undefined,
      parameters: new Map(parameters.map(([name, value]) => [name, value ?? undefined])),
      tags: tags && new Map(tags),
    },
    // As its stack's operation.
    executionStatus: executionStatus === 'EXECUTE_IN_PROGRESS' ? 'EXECUTE_FAILED' : executionStatus,
  };
}
