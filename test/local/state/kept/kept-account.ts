import { isNothingToUpdate } from '../../../../local/deployments/stack-refusals';
import { type ExecutionAccount, executionAccount } from '../../deployments/permissions/execution-account';
import { KeptInMemory } from './kept-in-memory';
import { seenAccount } from './seen-account';

/** An account that is taken down and comes back as often as is asked, a day later each time. */
export class KeptAccount {
  readonly #kept = new KeptInMemory();
  #time = Date.UTC(2026, 10, 27, 12);
  #open: { readonly account: ExecutionAccount; close(): Promise<void> } | undefined;

  get now(): ExecutionAccount {
    if (this.#open === undefined) throw new Error('it is not started');
    return this.#open.account;
  }

  async start(): Promise<void> {
    const keeper = this.#kept.open();
    // What is done one after the other is done at other times.
    const clock = { now: () => (this.#time += 1000) };
    const account = executionAccount(undefined, { keeper, clock });
    await keeper.restore(account.collections);
    this.#open = { account, close: () => keeper.close() };
  }

  async restart(): Promise<void> {
    await this.#open?.close();
    this.#time += 24 * 60 * 60 * 1000;
    await this.start();
  }

  async deploy(name: string, template: object): Promise<string> {
    try {
      const status = await this.#kept.during(this.now.deploy(name, template, 'account'));
      return [status, ...this.now.failures(name)].join('\n');
    } catch (error) {
      if (isNothingToUpdate(error)) return 'nothing to update';
      throw error;
    }
  }

  remove(name: string): Promise<string> {
    return this.#kept.during(this.now.remove(name));
  }

  /** All that anybody can read of it, and what stacks say. */
  seen(): { readonly account: unknown; readonly stacks: unknown } {
    const { account, stacks } = this.now;
    const all = stacks.everything().map((stack) => ({ ...stack, events: stack.events }));
    const deployed = all.map(({ name, id, resources }) => ({
      ...{ name, id },
      resources: stacks.view(id)?.resources ?? resources,
    }));
    return { account: seenAccount(account, this.now.deployed()), stacks: { all, deployed } };
  }

  records(collection: string): readonly string[] {
    return [...this.#kept.records(collection).keys()];
  }
}
