import type { StackResource } from './stack-resource';

/** Something that was done to a stack's resources, to be undone where the whole fails. */
export type Change =
  | { readonly kind: 'created'; readonly made: StackResource }
  /** It was there before, and stays where the stack lets go of it. */
  | { readonly kind: 'adopted'; readonly made: StackResource }
  /** In place; also where it failed, since nobody knows how far it got. */
  | { readonly kind: 'updated'; readonly before: StackResource; readonly after: StackResource }
  /** The former is still there. */
  | {
      readonly kind: 'replaced';
      readonly before: StackResource;
      readonly made: StackResource;
      /** Whether its function made it when it was asked for an update: then it is asked again in a rollback. */
      readonly byUpdate?: true;
    };

/** A resource that failed. */
export interface Failure {
  readonly logicalId: string;
  readonly error: unknown;
}
