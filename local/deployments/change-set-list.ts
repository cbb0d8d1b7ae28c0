import type { ChangeSetRequest, ChangeSetView } from '../services/cloudformation/stack-view';
import type { Session } from '../sessions/session';
import { ServiceError } from '../shared/service-error';
import { type ChangeSet, changeSetView, makeChangeSet } from './change-sets';
import type { OnFailure } from './create-stack';
import type { Deployments } from './deployments';
import { importStack } from './import-stack';
import { changeSetCollection, changeSetsName } from './kept-change-sets';
import type { Operations } from './operations';
import { checkAtRest, checkUpdatable, invalid } from './stack-refusals';
import { desiredBy } from './stack-requests';

/** The change sets of an account and region: made, looked at, executed once. */
export class ChangeSetList {
  readonly #deployments: Deployments;
  readonly #operations: Operations;
  readonly #changeSets: ChangeSet[] = [];

  constructor(deployments: Deployments, operations: Operations) {
    this.#deployments = deployments;
    this.#operations = operations;
  }

  /** What of them is kept. */
  get collection() {
    return changeSetCollection({
      all: () => this.#changeSets,
      add: (set) => this.#changeSets.push(set),
      stackOf: (id) => this.#deployments.find(id),
    });
  }

  create(request: ChangeSetRequest): ChangeSetView {
    const { stackName, type, changeSetName } = request;
    const existing = this.#deployments.find(stackName);
    const isNew = existing === undefined || existing.status === 'REVIEW_IN_PROGRESS';
    if (type === 'UPDATE' && isNew) throw invalid(`Stack [${stackName}] does not exist`);
    if (type === 'CREATE' && !isNew) {
      throw invalid(
        `Stack [${stackName}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
      );
    }
    if (existing !== undefined) checkAtRest(existing);
    if (!isNew) checkUpdatable(existing);
    if (this.#find(changeSetName, stackName) !== undefined) {
      throw new ServiceError(
        'AlreadyExistsException',
        `ChangeSet ${changeSetName} cannot be created due to a mismatch with existing attribute`,
      );
    }
    const desired = desiredBy(request, existing ?? { name: stackName, desired: undefined, roleArn: undefined });
    const stack = existing ?? this.#deployments.add(stackName, this.#deployments.account);
    try {
      this.#operations.validate(stack, desired, request);
      const made = makeChangeSet(stack, request, desired, this.#deployments);
      if (existing === undefined) stack.enter('REVIEW_IN_PROGRESS', 'User Initiated');
      this.#changeSets.push(made);
      this.#deployments.keeper.changed(changeSetsName, made.id);
      return changeSetView(made);
    } catch (error) {
      if (existing === undefined) this.#deployments.forget(stack);
      throw error;
    }
  }

  ofStack(stackName: string): readonly ChangeSetView[] {
    const stack = this.#deployments.find(stackName);
    return this.#changeSets.filter((set) => set.stack === stack).map(changeSetView);
  }

  view(nameOrId: string, stackName?: string): ChangeSetView | undefined {
    const found = this.#find(nameOrId, stackName);
    return found && changeSetView(found);
  }

  /** @throws ServiceError where there is none, or it can't be executed */
  execute(
    id: string,
    { disableRollback, token, session }: { disableRollback: boolean; token?: string; session?: Session },
  ): void {
    const set = this.#find(id);
    if (set === undefined) throw new ServiceError('ChangeSetNotFound', `ChangeSet [${id}] does not exist`, 404);
    const { stack, desired, adopting, request } = set;
    if (set.executionStatus !== 'AVAILABLE') {
      throw new ServiceError(
        'InvalidChangeSetStatus',
        `ChangeSet [${set.id}] cannot be executed in its current status of [${set.status === 'FAILED' ? set.status : set.executionStatus}]`,
      );
    }
    checkAtRest(stack);
    this.#operations.actAs(stack, { ...(request.roleArn !== undefined && { roleArn: request.roleArn }), session });
    const proceed = (status: ChangeSet['executionStatus']) => {
      set.executionStatus = status;
      this.#deployments.keeper.changed(changeSetsName, set.id);
    };
    proceed('EXECUTE_IN_PROGRESS');
    const onFailure: OnFailure = disableRollback ? 'DO_NOTHING' : (request.onStackFailure ?? 'ROLLBACK');
    stack.token = token;
    const operation =
      request.type === 'IMPORT'
        ? importStack(stack, desired, this.#deployments, adopting).then((failures) => failures.length > 0)
        : this.#operations.deploy(stack, desired, onFailure, token, adopting);
    this.#operations.begin(
      operation.then((failed) => {
        proceed(failed ? 'EXECUTE_FAILED' : 'EXECUTE_COMPLETE');
      }),
    );
    // The others of the stack were made for what it was (documented: they are deleted).
    for (const other of this.#changeSets.filter((one) => one.stack === stack && one !== set)) this.delete(other.id);
  }

  delete(id: string): void {
    const at = this.#changeSets.findIndex((set) => set.id === id);
    if (at >= 0) this.#changeSets.splice(at, 1);
    this.#deployments.keeper.changed(changeSetsName, id);
  }

  #find(nameOrId: string, stackName?: string): ChangeSet | undefined {
    const stack = stackName === undefined ? undefined : this.#deployments.find(stackName);
    return this.#changeSets.find(
      (set) => set.id === nameOrId || (stackName !== undefined && set.name === nameOrId && set.stack === stack),
    );
  }
}
