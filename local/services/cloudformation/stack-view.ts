import type { DeployedOutput } from '../../../assembly/types';
import type { Session } from '../../sessions/session';
import type { StackStatus } from './stack-status';
import type { TemplateView } from './template-view';

/** A resource of a stack, as CloudFormation tells of it. */
export interface ResourceView {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One line of a stack's history. */
export interface EventView extends ResourceView {
  readonly id: string;
  readonly operation: string;
  readonly properties?: object;
  readonly token?: string;
}

/** A stack, as CloudFormation tells of it. */
export interface StackView {
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly deletedAt?: number;
  readonly status: StackStatus;
  readonly reason?: string;
  readonly outputs: readonly DeployedOutput[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  /** Of a nested stack, the IDs of the stack of which it is a resource, and of the one at the top. */
  readonly parentId?: string;
  readonly rootId?: string;
  readonly terminationProtection: boolean;
  readonly disableRollback: boolean;
  /** As it was handed in; undefined where nothing was deployed yet. */
  readonly template?: string;
  readonly resources: readonly ResourceView[];
  /** The newest first. */
  readonly events: readonly EventView[];
}

/** What a change set says of a property or an attribute of a resource. */
export interface DetailView {
  readonly attribute: string;
  readonly name?: string;
  readonly recreation: 'Always' | 'Conditionally' | 'Never';
}

/** What a change set says of a resource. */
export interface ChangeView {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import';
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly details: readonly DetailView[];
}

/** A change set, as CloudFormation tells of it. */
export interface ChangeSetView {
  readonly id: string;
  readonly name: string;
  readonly stack: Pick<StackView, 'name' | 'id'>;
  readonly description?: string;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason?: string;
  readonly executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED';
  readonly createdAt: number;
  readonly changes: readonly ChangeView[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly capabilities: readonly string[];
  readonly onStackFailure?: string;
  readonly importExisting?: boolean;
  readonly template: string;
}

/** Who asks for an operation on a stack, and as whom it is to be done. */
export interface StackCaller {
  /** A role that CloudFormation is handed; without one, the stack has the role that it was handed last, or acts with the caller's session. */
  readonly roleArn?: string;
  /** Absent: the account itself. */
  readonly session?: Session;
}

/** What a caller wants a stack to be. */
export interface StackRequest extends StackCaller {
  readonly stackName: string;
  /** The template itself; undefined: the one that is deployed. */
  readonly template: string | undefined;
  /** A value that is undefined is the one that is deployed (`UsePreviousValue`). */
  readonly parameters: ReadonlyMap<string, string | undefined>;
  readonly tags: ReadonlyMap<string, string> | undefined;
  readonly capabilities: readonly string[];
  /** Files that stand for what lies in buckets, by their keys; of a template that comes from disk. */
  readonly assets?: ReadonlyMap<string, string>;
  readonly token?: string;
}

/** A resource that is there, and is to be taken over. */
export interface ResourceToImport {
  readonly logicalId: string;
  readonly type: string;
  readonly identifier: Readonly<Record<string, string>>;
}

/** What a change set is made of. */
export interface ChangeSetRequest extends StackRequest {
  readonly changeSetName: string;
  readonly type: 'CREATE' | 'UPDATE' | 'IMPORT';
  /** Of a change set of type IMPORT. */
  readonly resourcesToImport?: readonly ResourceToImport[];
  /** Whether what is there already under a name of the template's is taken over. */
  readonly importExisting?: boolean;
  readonly description?: string;
  readonly onStackFailure?: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK';
}

/**
 * The stacks of the account, as CloudFormation's operations call them. What changes a stack only begins it: the stack's status says how
 * it goes on. Errors are ServiceErrors in CloudFormation's words.
 */
export interface StacksOfAccount {
  /** Every stack but the deleted ones. */
  standing(): readonly StackView[];
  /** The deleted ones too. */
  everything(): readonly StackView[];
  /** A stack by its ID, or by its name; a deleted one by its ID alone (**documented**: `DescribeStacks`). */
  view(nameOrId: string): StackView | undefined;
  /**
   * What a template says, before a stack is made of it.
   *
   * @throws ServiceError for a text that CloudFormation does not take for one
   */
  template(text: string): TemplateView;
  /** The names of stacks that use an export. */
  importers(exportName: string): readonly string[];
  createChangeSet(request: ChangeSetRequest): ChangeSetView;
  changeSets(stackName: string): readonly ChangeSetView[];
  /** @param stackName may be left out where the change set is named by its ID */
  changeSet(nameOrId: string, stackName?: string): ChangeSetView | undefined;
  /** Who executes it acts, where no role does; not who made it (**unconfirmed**). */
  executeChangeSet(
    id: string,
    options: Pick<StackCaller, 'session'> & { readonly disableRollback: boolean; readonly token?: string },
  ): void;
  deleteChangeSet(id: string): void;
  createStack(request: StackRequest, onFailure: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK'): StackView;
  updateStack(request: StackRequest, disableRollback: boolean): StackView;
  deleteStack(
    nameOrId: string,
    options: StackCaller & { readonly retain: readonly string[]; readonly token?: string },
  ): void;
  protect(nameOrId: string, on: boolean): StackView;
  continueRollback(
    nameOrId: string,
    options: StackCaller & { readonly skip: readonly string[]; readonly token?: string },
  ): void;
  rollback(nameOrId: string, options: StackCaller & { readonly token?: string }): StackView;
}
