import {
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { type Game, settled, stackOf, unlessGone } from './game';
import { changingTemplate } from './templates';

const StackName = 'changing';

/** Creates a stack, updates it and deletes it, again and again; after a kill it goes on with what is there, or deletes it. */
export class Deployer {
  #version = 0;
  /** In which states stacks were found after kills. */
  readonly found: Record<string, number> = {};

  async run({ cloudFormation }: Game, isStopped: () => boolean): Promise<void> {
    while (!isStopped()) {
      const stack = await settled(cloudFormation, StackName);
      if (stack !== undefined && this.#version % 4 === 3)
        await cloudFormation.send(new DeleteStackCommand({ StackName }));
      else await this.#deploy(cloudFormation, stack !== undefined);
      this.#version += 1;
      const done = await settled(cloudFormation, StackName);
      if (done !== undefined && !/^(CREATE|UPDATE)_COMPLETE$/.test(done.StackStatus ?? ''))
        throw new Error(`a deployment came to ${done.StackStatus}: ${done.StackStatusReason}`);
      await new Promise((resolve) => setTimeout(resolve, 100 * Math.random()));
    }
  }

  /** What can't be gone on with after a kill. */
  async faults(game: Game): Promise<string[]> {
    const { cloudFormation } = game;
    const stack = await stackOf(cloudFormation, StackName);
    const status = stack?.StackStatus ?? 'none';
    this.found[status] = (this.found[status] ?? 0) + 1;
    if (stack === undefined) return this.#leftBehind(game, []);
    try {
      const isDeleted =
        !/^(CREATE|UPDATE)_COMPLETE$|^UPDATE_(ROLLBACK_)?FAILED$/.test(status) || this.#version % 2 === 0;
      if (status === 'UPDATE_ROLLBACK_FAILED') {
        await cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName }));
      } else if (isDeleted) await cloudFormation.send(new DeleteStackCommand({ StackName }));
      else await this.#deploy(cloudFormation, true);
    } catch (error) {
      return [`a stack that was ${status} can't be gone on with: ${(error as Error).message}`];
    } finally {
      this.#version += 1;
    }
    const after = await settled(cloudFormation, StackName);
    const came = after?.StackStatus ?? 'none';
    if (!/^(none|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE)$/.test(came))
      return [`a stack that was ${status} came to ${came}: ${after?.StackStatusReason}`];
    const { StackResourceSummaries: resources = [] } =
      after === undefined ? {} : await cloudFormation.send(new ListStackResourcesCommand({ StackName }));
    return this.#leftBehind(
      game,
      resources.map(({ PhysicalResourceId = '' }) => PhysicalResourceId),
    );
  }

  async #deploy(cloudFormation: Game['cloudFormation'], exists: boolean): Promise<void> {
    const TemplateBody = JSON.stringify(changingTemplate(this.#version));
    const input = { StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM' as const] };
    await cloudFormation.send(exists ? new UpdateStackCommand(input) : new CreateStackCommand(input));
  }

  /** Tables that are there and no stack's, or a stack's and not there. */
  async #leftBehind({ dynamoDb }: Game, owned: readonly string[]): Promise<string[]> {
    const faults: string[] = [];
    for (let number = 0; number < 12; number += 1) {
      const TableName = `changing-${number}`;
      const found = await unlessGone(
        dynamoDb.send(new DescribeTableCommand({ TableName })),
        'ResourceNotFoundException',
      );
      if ((found !== undefined) !== owned.includes(TableName))
        faults.push(`${TableName} is ${found === undefined ? 'gone' : 'there'}, and its stack has ${owned.join()}`);
    }
    return faults;
  }
}
