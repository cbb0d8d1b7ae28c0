import type { Scope } from '../../assembly/intrinsics/scope';
import type { DeployedResource, DeployedStack } from '../../assembly/types';
import type { Account } from '../resources/account';
import type { AnyResourceType, Outcome, Resource } from '../resources/resource-type';
import type { StackRecord } from './stack-record';

/** What a stack may use of others, and which exports it has used. */
export interface Imports extends Pick<Scope, 'exported' | 'stackOutput'> {
  readonly used: ReadonlySet<string>;
}

/** A resource about to be made, without its identity. */
export interface Unnamed extends Omit<DeployedResource, 'ref' | 'attributes'> {
  /** File assets of the stack by their S3 key → path on disk. */
  readonly assets?: ReadonlyMap<string, string>;
}

/** A resource type, without what it does: that is reached by {@link Engine.permit} alone, which asks IAM first. */
export type KnownType = Omit<AnyResourceType, 'create' | 'update' | 'remove' | 'restore' | 'moved' | 'outdated'>;

/** What is done to a resource of a stack. */
export type ResourceStep =
  | { readonly step: 'create' | 'delete' | 'import'; readonly resource: Resource<unknown> }
  | { readonly step: 'update'; readonly resource: Resource<unknown>; readonly before: Resource<unknown> };

/** What operations on stacks share. */
export interface Engine {
  readonly account: Account;
  /** @returns undefined for a type that the local cloud does not know */
  typeOf(name: string): KnownType | undefined;
  /**
   * Asks IAM for all that a step needs, as whoever the stack's operation acts as. There is no other way to a step.
   *
   * @returns what does it
   * @throws ResourceRefused where IAM does not allow it; nothing is done then
   */
  permit(stack: Pick<StackRecord, 'actor'>, step: ResourceStep): () => Outcome;
  /** Tells a resource's type that nothing of it changes, and where its stack's assembly lies now. */
  moved(resource: Resource<unknown>): void;
  /** Whether a resource of which no property changes is to be changed all the same. */
  outdated(resource: Resource<unknown>): boolean;
  /** What a new resource is called. Each time that it is made anew it is called differently, unless its name is given. */
  identify(
    stack: StackRecord,
    type: KnownType,
    resource: Unnamed,
  ): Pick<DeployedResource, 'ref' | 'attributes' | 'inert'>;
  /** The attributes that are otherwise since properties from which they are made have changed in place. */
  changedAttributes(after: Resource<unknown>, before: Resource<unknown>): Readonly<Record<string, string>>;
  /** @param placeholderRead told of an import that comes of a placeholder, and where it is */
  importsOf(stack: StackRecord, placeholderRead?: (at: string, of: string) => void): Imports;
  /** The stacks that stand, without one. */
  others(stack: StackRecord): readonly StackRecord[];
  /** @throws AssemblyError where another stack exports the name */
  checkExports(deployed: DeployedStack): void;
}

/** Why a resource was not made, changed or deleted, in one line. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
