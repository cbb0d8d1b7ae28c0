import type { TemplateResource } from '../../assembly/template';
import type { Resource } from '../resources/resource-type';

/** What becomes of a resource that leaves its stack. */
export type RetentionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

/** A resource's status: one of `StackEvent.ResourceStatus` (**documented**). */
export type ResourceStatus =
  | `${'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT' | 'IMPORT_ROLLBACK'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}`
  | 'DELETE_SKIPPED';

/** A resource that a stack has. */
export interface StackResource {
  /** As it is now, its properties as they were resolved last. */
  readonly resource: Resource<unknown>;
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
  /** Logical IDs that it waited for when it was made or changed last: it is deleted before them. */
  readonly waitsFor: readonly string[];
  readonly status: ResourceStatus;
  readonly reason?: string;
  /** Whether it was there before its stack: it is no part of what a failed creation has made, and outlives it. */
  readonly adopted?: true;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A resource that is to go, and by which policy. */
export interface Leaving {
  readonly gone: StackResource;
  readonly policy: RetentionPolicy;
  /** Whether the operation that is undone made it: then `RetainExceptOnCreate` does not keep it (**documented**). */
  readonly justMade?: boolean;
}

/** What becomes of a resource that leaves. Without a word it is deleted (**documented**: but for RDS). */
export function policiesOf(declared: TemplateResource): Pick<StackResource, 'deletionPolicy' | 'updateReplacePolicy'> {
  const { DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' } = declared;
  return {
    deletionPolicy: DeletionPolicy as RetentionPolicy,
    updateReplacePolicy: UpdateReplacePolicy as RetentionPolicy,
  };
}
