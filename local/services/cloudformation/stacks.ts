import type { DeployedStack } from '../../../assembly/types';
import type { Clock } from '../../shared/clock';
import type { StackStatus } from './stack-status';

/** A stack as CloudFormation knows it. */
export interface Stack
  extends Readonly<Pick<DeployedStack, 'name' | 'id' | 'description' | 'outputs' | 'terminationProtection'>> {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  status: StackStatus;
}

/** Every stack of the local cloud. They stand from its start on, `CREATE_COMPLETE`. */
export class Stacks {
  readonly #stacks: readonly Stack[];

  constructor(deployed: readonly DeployedStack[], clock: Clock) {
    const createdAt = clock.now();
    const status = 'CREATE_COMPLETE';
    this.#stacks = deployed.map(({ name, id, description, outputs, terminationProtection }) => {
      return { name, id, description, outputs, terminationProtection, createdAt, status };
    });
  }

  /** Every stack but the deleted ones, in the order in which they were deployed. */
  all(): readonly Stack[] {
    return this.#stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  /** A stack by its ID, or by its name; a deleted one by its ID alone (**documented**: `DescribeStacks`). */
  find(nameOrId: string): Stack | undefined {
    return this.#stacks.find(({ id }) => id === nameOrId) ?? this.all().find(({ name }) => name === nameOrId);
  }

  /**
   * Gives a stack another status, for tests of what asks for it. Nothing in the local cloud changes a status by itself yet, and nothing
   * but the answers of CloudFormation depends on it.
   *
   * @throws Error that lists the stacks there are
   */
  setStatus(nameOrId: string, status: StackStatus): void {
    const stack = this.find(nameOrId);
    if (stack === undefined) {
      const known = this.all().map(({ name }) => name);
      throw new Error(`there is no stack '${nameOrId}', only: ${known.join(', ')}`);
    }
    stack.status = status;
  }
}
