import type { StackStatus } from '../services/cloudformation/stack-status';
import type {
  ChangeSetRequest,
  ChangeSetView,
  StackCaller,
  StackRequest,
  StacksOfAccount,
  StackView,
} from '../services/cloudformation/stack-view';
import type { TemplateView } from '../services/cloudformation/template-view';
import type { Session } from '../sessions/session';
import { ServiceError } from '../shared/service-error';
import { type Acting, type Actor, actorOf, roleSession } from './actor';
import { type Adopting, nothingToAdopt } from './adoption';
import { type ChangeSet, changeSetView, makeChangeSet } from './change-sets';
import { createStack, type OnFailure, rollBackCreation } from './create-stack';
import { deleteStack } from './delete-stack';
import type { Deployments } from './deployments';
import { importersOf } from './exports';
import { importStack } from './import-stack';
import { requireStoredParameters } from './permissions';
import { checkSkipped } from './skipped';
import type { Desired, StackRecord } from './stack-record';
import { desiredBy } from './stack-requests';
import { viewOf } from './stack-view';
import { checkFormat } from './template-format';
import { templateOf, templateView } from './template-view';
import { rollBackUpdate, updateStack } from './update-stack';
import { roleNotAssumed, validateTemplate } from './validate-template';

/** Where a stack can be updated from (**documented**: "Stack status codes"). */
const updatable = [
  ...['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
  ...['IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'],
  ...['CREATE_FAILED', 'UPDATE_FAILED'],
];

/** What CloudFormation's API does to stacks. It begins; how it goes on is in the stacks. */
export class CloudFormationStacks implements StacksOfAccount {
  readonly #deployments: Deployments;
  readonly #onDefect: (error: unknown) => void;
  readonly #acting: Acting | undefined;
  readonly #changeSets: ChangeSet[] = [];
  readonly #running = new Set<Promise<unknown>>();
  /** Told after each operation, whatever became of it. */
  onDone: () => void | Promise<void> = () => {};

  /**
   * @param onDefect told of errors that are the local cloud's own
   * @param acting as whom stacks' resources are made; absent: as the account itself, of which nothing is asked
   */
  constructor(deployments: Deployments, onDefect: (error: unknown) => void, acting?: Acting) {
    this.#deployments = deployments;
    this.#onDefect = onDefect;
    this.#acting = acting;
  }

  standing(): readonly StackView[] {
    return this.#deployments.standing().map(viewOf);
  }

  everything(): readonly StackView[] {
    return this.#deployments.all().map(viewOf);
  }

  view(nameOrId: string): StackView | undefined {
    const stack = this.#deployments.find(nameOrId);
    return stack && viewOf(stack);
  }

  template(text: string): TemplateView {
    const template = templateOf(text);
    checkFormat(template, this.#deployments);
    return templateView(template, this.#deployments);
  }

  importers(exportName: string): readonly string[] {
    return importersOf(exportName, this.#deployments.standing()).map(({ name }) => name);
  }

  /**
   * Gives a stack another status, for tests of what asks for it.
   *
   * @throws Error that lists the stacks there are
   */
  setStatus(nameOrId: string, status: StackStatus): void {
    const stack = this.#deployments.find(nameOrId);
    if (stack === undefined) {
      const known = this.#deployments.standing().map(({ name }) => name);
      throw new Error(`there is no stack '${nameOrId}', only: ${known.join(', ')}`);
    }
    stack.status = status;
  }

  /** Settles when nothing goes on any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }

  createChangeSet(request: ChangeSetRequest): ChangeSetView {
    const { stackName, type, changeSetName } = request;
    const existing = this.#deployments.find(stackName);
    if (type === 'UPDATE' && (existing === undefined || existing.status === 'REVIEW_IN_PROGRESS')) {
      throw invalid(`Stack [${stackName}] does not exist`);
    }
    if (type === 'CREATE' && existing !== undefined && existing.status !== 'REVIEW_IN_PROGRESS') {
      throw invalid(
        `Stack [${stackName}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
      );
    }
    if (existing?.busy) throw busy(existing);
    if (type !== 'CREATE' && existing !== undefined && existing.status !== 'REVIEW_IN_PROGRESS')
      checkUpdatable(existing);
    if (this.changeSet(changeSetName, stackName) !== undefined) {
      throw new ServiceError(
        'AlreadyExistsException',
        `ChangeSet ${changeSetName} cannot be created due to a mismatch with existing attribute`,
      );
    }
    const desired = desiredBy(request, existing ?? { name: stackName, desired: undefined, roleArn: undefined });
    const stack = existing ?? this.#deployments.add(stackName, this.#deployments.account);
    try {
      this.#validate(stack, desired, request);
      const made = makeChangeSet(stack, request, desired, this.#deployments);
      if (existing === undefined) stack.enter('REVIEW_IN_PROGRESS', 'User Initiated');
      this.#changeSets.push(made);
      return changeSetView(made);
    } catch (error) {
      if (existing === undefined) this.#deployments.forget(stack);
      throw error;
    }
  }

  changeSets(stackName: string): readonly ChangeSetView[] {
    const stack = this.#deployments.find(stackName);
    return this.#changeSets.filter((set) => set.stack === stack).map(changeSetView);
  }

  changeSet(nameOrId: string, stackName?: string): ChangeSetView | undefined {
    const found = this.#find(nameOrId, stackName);
    return found && changeSetView(found);
  }

  executeChangeSet(
    id: string,
    { disableRollback, token, session }: { disableRollback: boolean; token?: string; session?: Session },
  ): void {
    const set = this.#find(id);
    if (set === undefined) throw changeSetNotFound(id);
    const { stack, desired, adopting } = set;
    if (set.executionStatus !== 'AVAILABLE') {
      throw new ServiceError(
        'InvalidChangeSetStatus',
        `ChangeSet [${set.id}] cannot be executed in its current status of [${set.status === 'FAILED' ? set.status : set.executionStatus}]`,
      );
    }
    if (stack.busy) throw busy(stack);
    this.#actAs(stack, { ...(set.request.roleArn !== undefined && { roleArn: set.request.roleArn }), session });
    set.executionStatus = 'EXECUTE_IN_PROGRESS';
    const onFailure: OnFailure = disableRollback ? 'DO_NOTHING' : (set.request.onStackFailure ?? 'ROLLBACK');
    stack.token = token;
    const operation =
      set.request.type === 'IMPORT'
        ? importStack(stack, desired, this.#deployments, adopting).then((failures) => failures.length > 0)
        : this.#deploy(stack, desired, onFailure, token, adopting);
    this.#begin(
      operation.then((failed) => {
        set.executionStatus = failed ? 'EXECUTE_FAILED' : 'EXECUTE_COMPLETE';
      }),
    );
    // The others of the stack were made for what it was (documented: they are deleted).
    for (const other of this.#changeSets.filter((one) => one.stack === stack && one !== set))
      this.deleteChangeSet(other.id);
  }

  deleteChangeSet(id: string): void {
    const at = this.#changeSets.findIndex((set) => set.id === id);
    if (at >= 0) this.#changeSets.splice(at, 1);
  }

  createStack(request: StackRequest, onFailure: OnFailure): StackView {
    const { stackName } = request;
    const existing = this.#deployments.find(stackName);
    if (existing !== undefined) throw new ServiceError('AlreadyExistsException', `Stack [${stackName}] already exists`);
    const desired = desiredBy(request, { name: stackName, desired: undefined, roleArn: undefined });
    const stack = this.#deployments.add(stackName, this.#deployments.account);
    try {
      this.#validate(stack, desired, request);
      this.#actAs(stack, request);
    } catch (error) {
      this.#deployments.forget(stack);
      throw error;
    }
    this.#begin(this.#deploy(stack, desired, onFailure, request.token));
    return viewOf(stack);
  }

  updateStack(request: StackRequest, disableRollback: boolean): StackView {
    const stack = this.#get(request.stackName);
    if (stack.busy) throw busy(stack);
    checkUpdatable(stack);
    const desired = desiredBy(request, stack);
    this.#validate(stack, desired, request);
    const { status } = makeChangeSet(
      stack,
      { ...request, changeSetName: 'update', type: 'UPDATE' },
      desired,
      this.#deployments,
    );
    if (status === 'FAILED') throw invalid('No updates are to be performed.');
    this.#actAs(stack, request);
    this.#begin(this.#deploy(stack, desired, disableRollback ? 'DO_NOTHING' : 'ROLLBACK', request.token));
    return viewOf(stack);
  }

  deleteStack(
    nameOrId: string,
    { retain, token, ...caller }: StackCaller & { retain: readonly string[]; token?: string },
  ): void {
    const stack = this.#deployments.find(nameOrId);
    // What is not there is deleted (documented: DeleteStack answers so).
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') return;
    if (stack.terminationProtection) {
      throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    }
    if (stack.status === 'DELETE_IN_PROGRESS') return;
    // Observed, with the stack's ID: guidance-for-clickstream-analytics-on-aws#573. AWS lets a creation be broken off (observed:
    // stacker#422); here it is waited for.
    if (stack.busy) throw invalid(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
    if (retain.length > 0 && stack.status !== 'DELETE_FAILED') {
      throw invalid(
        `Invalid operation on stack [${stack.id}]. RetainResources can only be used with DELETE_FAILED stacks`,
      );
    }
    this.#actAs(stack, caller);
    stack.token = token;
    this.#begin(deleteStack(stack, this.#deployments, new Set(retain)));
  }

  protect(nameOrId: string, on: boolean): StackView {
    const stack = this.#get(nameOrId);
    stack.terminationProtection = on;
    return viewOf(stack);
  }

  continueRollback(
    nameOrId: string,
    { skip, token, ...caller }: StackCaller & { skip: readonly string[]; token?: string },
  ): void {
    const stack = this.#get(nameOrId);
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') throw notIn(stack, 'can not continue update rollback');
    checkSkipped(stack, skip);
    this.#actAs(stack, caller);
    stack.token = token;
    this.#begin(rollBackUpdate(stack, this.#deployments, 'User Initiated', new Set(skip)));
  }

  rollback(nameOrId: string, { token, ...caller }: StackCaller & { token?: string }): StackView {
    const stack = this.#get(nameOrId);
    const { status } = stack;
    if (status !== 'CREATE_FAILED' && status !== 'UPDATE_FAILED') throw notIn(stack, 'can not be rolled back');
    this.#actAs(stack, caller);
    stack.token = token;
    if (status === 'CREATE_FAILED') this.#begin(rollBackCreation(stack, this.#deployments, 'User Initiated'));
    else this.#begin(rollBackUpdate(stack, this.#deployments, 'User Initiated'));
    return viewOf(stack);
  }

  #validate(stack: StackRecord, desired: Desired, { session }: StackCaller): void {
    validateTemplate(stack, desired, this.#deployments);
    for (const role of new Set([undefined, desired.roleArn])) {
      requireStoredParameters(this.#actor(role, session), desired, this.#deployments.account);
    }
  }

  /** Says as whom the operation acts that is about to begin. @throws ServiceError as {@link #actor}; nothing is changed then */
  #actAs(stack: StackRecord, { roleArn = stack.roleArn, session }: StackCaller): void {
    stack.actor = this.#actor(roleArn, session);
    stack.roleArn = roleArn;
  }

  /**
   * @returns undefined where nobody is named, nor a role: then the account itself acts, whose calls come from within this process alone
   * @throws ServiceError where the stack's role is not there any more, or does not trust CloudFormation
   */
  #actor(roleArn: string | undefined, session: Session | undefined): Actor | undefined {
    const acting = this.#acting;
    if (acting === undefined) return undefined;
    const acts = roleArn === undefined ? session : roleSession(acting, this.#deployments.account, roleArn);
    if (acts === undefined && roleArn !== undefined) throw roleNotAssumed(roleArn);
    return acts && actorOf(acting, acts);
  }

  /** @returns whether it failed */
  async #deploy(
    stack: StackRecord,
    desired: Desired,
    onFailure: OnFailure,
    token: string | undefined,
    adopting: Adopting = nothingToAdopt,
  ): Promise<boolean> {
    stack.token = token;
    stack.disableRollback = onFailure === 'DO_NOTHING';
    const isNew = stack.desired === undefined;
    const how = isNew ? onFailure : onFailure === 'DO_NOTHING' ? onFailure : 'ROLLBACK';
    const failures = isNew
      ? await createStack(stack, desired, this.#deployments, how, adopting)
      : await updateStack(stack, desired, this.#deployments, how === 'DELETE' ? 'ROLLBACK' : how, adopting);
    return failures.length > 0;
  }

  #begin(operation: Promise<unknown>): void {
    const running = operation
      .then(() => this.onDone())
      .catch(this.#onDefect)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  #find(nameOrId: string, stackName?: string): ChangeSet | undefined {
    const stack = stackName === undefined ? undefined : this.#deployments.find(stackName);
    return this.#changeSets.find(
      (set) => set.id === nameOrId || (stackName !== undefined && set.name === nameOrId && set.stack === stack),
    );
  }

  #get(nameOrId: string): StackRecord {
    const stack = this.#deployments.find(nameOrId);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') throw invalid(`Stack [${nameOrId}] does not exist`);
    return stack;
  }
}

function checkUpdatable(stack: StackRecord): void {
  // A stack whose import failed has nothing to be updated (unconfirmed: deleted, it can be imported again).
  if (!updatable.includes(stack.status) || stack.desired === undefined) throw notIn(stack, 'can not be updated');
}

/** The words are **observed**: aws-cdk#12382. */
const notIn = (stack: StackRecord, what: string) =>
  invalid(`Stack:${stack.id} is in ${stack.status} state and ${what}.`);
const busy = (stack: StackRecord) => notIn(stack, 'can not be updated');
const invalid = (message: string) => new ServiceError('ValidationError', message);
const changeSetNotFound = (id: string) =>
  new ServiceError('ChangeSetNotFound', `ChangeSet [${id}] does not exist`, 404);
