import type { StackResource } from './stack-resource';

/** Something that was done to a stack's resources, to be undone where the whole fails. */
export type Change =
  | { readonly kind: 'created'; readonly made: StackResource }
  /** In place; also where it failed, since nobody knows how far it got. */
  | { readonly kind: 'updated'; readonly before: StackResource; readonly after: StackResource }
  /** The former is still there. */
  | { readonly kind: 'replaced'; readonly before: StackResource; readonly made: StackResource };

/** A resource that failed. */
export interface Failure {
  readonly logicalId: string;
  readonly error: unknown;
}

/** What an update that failed has done, in the order in which it did it. */
export interface Undo {
  readonly changes: readonly Change[];
}
