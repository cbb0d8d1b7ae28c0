import type { StackCaller } from '../services/cloudformation/stack-view';
import type { Session } from '../sessions/session';
import { type Acting, type Actor, actorOf, roleSession } from './actor';
import { type Adopting, nothingToAdopt } from './adoption';
import { createStack, type OnFailure } from './create-stack';
import type { Deployments } from './deployments';
import { requireStoredParameters } from './permissions';
import type { Desired, StackRecord } from './stack-record';
import { updateStack } from './update-stack';
import { checkAutoExpand, roleNotAssumed, validateTemplate } from './validate-template';

/** Operations that were begun on stacks, and as whom they act. */
export class Operations {
  readonly #deployments: Deployments;
  readonly #onDefect: (error: unknown) => void;
  readonly #acting: Acting | undefined;
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

  /** Settles when nothing goes on any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }

  begin(operation: Promise<unknown>): void {
    const running = operation
      .then(() => this.onDone())
      .catch(this.#onDefect)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** @throws ServiceError where a template can't be deployed as it is, or may not be read with what it names */
  validate(stack: StackRecord, desired: Desired, request: StackCaller & { readonly changeSetName?: string }): void {
    const { session } = request;
    if (request.changeSetName === undefined) checkAutoExpand(desired);
    validateTemplate(stack, desired, this.#deployments);
    for (const role of new Set([undefined, desired.roleArn])) {
      requireStoredParameters(this.#actor(role, session), desired, this.#deployments.account);
    }
  }

  /**
   * Says as whom the operation acts that is about to begin.
   *
   * @throws ServiceError where the stack's role is not there any more, or does not trust CloudFormation; nothing is changed then
   */
  actAs(stack: StackRecord, { roleArn = stack.roleArn, session }: StackCaller): void {
    stack.actor = this.#actor(roleArn, session);
    stack.roleArn = roleArn;
  }

  /** Creates a stack, or updates one that there is. @returns whether it failed */
  async deploy(
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

  /** @returns undefined where nobody is named, nor a role: then the account itself acts, whose calls come from within this process alone */
  #actor(roleArn: string | undefined, session: Session | undefined): Actor | undefined {
    const acting = this.#acting;
    if (acting === undefined) return undefined;
    const acts = roleArn === undefined ? session : roleSession(acting, this.#deployments.account, roleArn);
    if (acts === undefined && roleArn !== undefined) throw roleNotAssumed(roleArn);
    return acts && actorOf(acting, acts);
  }
}
