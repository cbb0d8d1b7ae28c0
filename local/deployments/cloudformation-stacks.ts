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
import { ServiceError } from '../shared/service-error';
import type { PersistedCollection } from '../state/persisted';
import type { Acting } from './actor';
import { ChangeSetList } from './change-set-list';
import { makeChangeSet } from './change-sets';
import { removeLeaving } from './cleanup';
import { type OnFailure, rollBackCreation } from './create-stack';
import { deleteStack } from './delete-stack';
import type { Deployments } from './deployments';
import { importersOf } from './exports';
import { localTemplates } from './local-templates';
import { Operations } from './operations';
import { checkSkipped } from './skipped';
import type { StackRecord } from './stack-record';
import { checkAtRest, checkNotNested, checkUpdatable, invalid, nothingToUpdate, notIn } from './stack-refusals';
import { desiredBy } from './stack-requests';
import { viewOf } from './stack-view';
import { checkFormat } from './template-format';
import { templateOf, templateView } from './template-view';
import { rollBackUpdate } from './update-stack';

/** What CloudFormation's API does to stacks. It begins; how it goes on is in the stacks. */
export class CloudFormationStacks implements StacksOfAccount {
  readonly #deployments: Deployments;
  readonly #operations: Operations;
  readonly #changeSets: ChangeSetList;

  /** As {@link Operations}. */
  constructor(deployments: Deployments, onDefect: (error: unknown) => void, acting?: Acting) {
    this.#deployments = deployments;
    this.#operations = new Operations(deployments, onDefect, acting);
    this.#changeSets = new ChangeSetList(deployments, this.#operations);
  }

  /** Told after each operation, whatever became of it. */
  set onDone(told: () => void | Promise<void>) {
    this.#operations.onDone = told;
  }

  /** What is kept of stacks and change sets, in the order of restoring. */
  get collections(): readonly PersistedCollection[] {
    return [...this.#deployments.collections, this.#changeSets.collection];
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

  /**
   * The templates that lie beside one on disk, for the stacks within it.
   *
   * @throws ServiceError for a text that is no template
   */
  beside(text: string, folder: string): ReadonlyMap<string, string> {
    return localTemplates(templateOf(text), folder);
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
  settled(): Promise<void> {
    return this.#operations.settled();
  }

  /**
   * Deletes what complete updates had still to delete when an earlier process ended. As whom they acted is not kept, but for a role: the others
   * go on as the account itself, as all does that whoever starts it begins. Where the role is not there any more, the stack's next operation
   * deletes it.
   */
  async finishCleanups(): Promise<void> {
    for (const stack of this.#deployments.standing()) {
      if (stack.leaving.length === 0 || stack.busy) continue;
      try {
        this.#operations.actAs(stack, {});
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        continue;
      }
      await removeLeaving(stack, this.#deployments);
    }
  }

  createChangeSet(request: ChangeSetRequest): ChangeSetView {
    return this.#changeSets.create(request);
  }

  changeSets(stackName: string): readonly ChangeSetView[] {
    return this.#changeSets.ofStack(stackName);
  }

  changeSet(nameOrId: string, stackName?: string): ChangeSetView | undefined {
    return this.#changeSets.view(nameOrId, stackName);
  }

  executeChangeSet(...execution: Parameters<ChangeSetList['execute']>): void {
    this.#changeSets.execute(...execution);
  }

  deleteChangeSet(id: string): void {
    this.#changeSets.delete(id);
  }

  createStack(request: StackRequest, onFailure: OnFailure): StackView {
    const { stackName } = request;
    const existing = this.#deployments.find(stackName);
    if (existing !== undefined) throw new ServiceError('AlreadyExistsException', `Stack [${stackName}] already exists`);
    const desired = desiredBy(request, { name: stackName, desired: undefined, roleArn: undefined });
    const stack = this.#deployments.add(stackName, this.#deployments.account);
    try {
      this.#operations.validate(stack, desired, request);
      this.#operations.actAs(stack, request);
    } catch (error) {
      this.#deployments.forget(stack);
      throw error;
    }
    this.#operations.begin(this.#operations.deploy(stack, desired, onFailure, request.token));
    return viewOf(stack);
  }

  updateStack(request: StackRequest, disableRollback: boolean): StackView {
    const stack = this.#get(request.stackName);
    checkAtRest(stack);
    checkUpdatable(stack);
    const desired = desiredBy(request, stack);
    this.#operations.validate(stack, desired, request);
    const { status } = makeChangeSet(
      stack,
      { ...request, changeSetName: 'update', type: 'UPDATE' },
      desired,
      this.#deployments,
    );
    if (status === 'FAILED') throw nothingToUpdate();
    this.#operations.actAs(stack, request);
    this.#operations.begin(
      this.#operations.deploy(stack, desired, disableRollback ? 'DO_NOTHING' : 'ROLLBACK', request.token),
    );
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
    this.#operations.actAs(stack, caller);
    stack.token = token;
    this.#operations.begin(deleteStack(stack, this.#deployments, new Set(retain)));
  }

  protect(nameOrId: string, on: boolean): StackView {
    const stack = this.#get(nameOrId);
    // Documented: UpdateTerminationProtection; the words are unconfirmed.
    if (stack.rootId !== undefined) {
      throw invalid(
        `Termination protection can not be changed directly on the nested stack [${stack.id}], but on its root stack`,
      );
    }
    const within = this.#deployments.standing().filter(({ rootId }) => rootId === stack.id);
    for (const one of [stack, ...within]) one.terminationProtection = on;
    return viewOf(stack);
  }

  continueRollback(
    nameOrId: string,
    { skip, token, ...caller }: StackCaller & { skip: readonly string[]; token?: string },
  ): void {
    const stack = this.#get(nameOrId);
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') throw notIn(stack, 'can not continue update rollback');
    checkNotNested(stack);
    checkSkipped(stack, skip, (other) => this.#deployments.find(other));
    this.#operations.actAs(stack, caller);
    stack.token = token;
    this.#operations.begin(rollBackUpdate(stack, this.#deployments, 'User Initiated', new Set(skip)));
  }

  rollback(nameOrId: string, { token, ...caller }: StackCaller & { token?: string }): StackView {
    const stack = this.#get(nameOrId);
    const { status } = stack;
    checkNotNested(stack);
    if (status !== 'CREATE_FAILED' && status !== 'UPDATE_FAILED') throw notIn(stack, 'can not be rolled back');
    this.#operations.actAs(stack, caller);
    stack.token = token;
    if (status === 'CREATE_FAILED')
      this.#operations.begin(rollBackCreation(stack, this.#deployments, 'User Initiated'));
    else this.#operations.begin(rollBackUpdate(stack, this.#deployments, 'User Initiated'));
    return viewOf(stack);
  }

  #get(nameOrId: string): StackRecord {
    const stack = this.#deployments.find(nameOrId);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') throw invalid(`Stack [${nameOrId}] does not exist`);
    return stack;
  }
}
