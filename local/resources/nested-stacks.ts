import type { Made } from './made';
import type { Resource } from './resource';

/** What a template says of a stack within its own. */
export interface NestedStack {
  readonly TemplateURL: string;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** Makes, changes and deletes stacks that are resources of other stacks. */
export interface NestedStacks {
  /** @throws Error in CloudFormation's words, with why the stack failed */
  create(resource: Resource<NestedStack>): Promise<Made>;
  /** @throws Error as {@link create} */
  update(resource: Resource<NestedStack>): Promise<Made>;
  /** @throws Error as {@link create} */
  remove(resource: Resource<NestedStack>): Promise<void>;
  /** Whether the stack is not what its template, its parameters and its parent's tags make of it now. */
  isOutdated(resource: Resource<NestedStack>): boolean;
}
