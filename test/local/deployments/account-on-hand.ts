import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { type LocalCloud, startCloud } from '../../../local/account/cloud';
import type { CloudOptions } from '../../../local/account/cloud-options';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';
import { KeptInMemory } from '../state/kept/kept-in-memory';

/** An account in which nothing is but what was kept of it, and the SDK's own client of CloudFormation. */
export interface AccountOnHand {
  readonly cloud: LocalCloud;
  readonly client: CloudFormationClient;
  /** What functions print, line by line. */
  readonly printed: string[];
  readonly defects: unknown[];
  /** Creates a stack, or updates it, and waits. @returns its status */
  deploy(StackName: string, template: string | object, more?: Partial<CreateStackCommandInput>): Promise<string>;
  /** Deletes a stack, and waits. @returns its status */
  remove(StackName: string): Promise<string>;
  /** `B CREATE_FAILED: why`, the oldest first. */
  history(StackName: string): Promise<readonly string[]>;
}

/** @param kept whoever keeps it: each change must have been told */
export async function accountOnHand(
  options: Partial<CloudOptions> = {},
  kept = new KeptInMemory(),
): Promise<AccountOnHand> {
  const printed: string[] = [];
  const defects: unknown[] = [];
  const cloud = await startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    onFunctionLog: (_name, line) => printed.push(line),
    onDefect: (error) => defects.push(error),
    state: kept.open(),
    ...options,
  });
  const client = new CloudFormationClient({ ...administratorClient(cloud), maxAttempts: 1 });
  const statusOf = async (id: string) => {
    await kept.during(cloud.cloudFormation.settled());
    return cloud.cloudFormation.view(id)?.status ?? '';
  };
  return {
    ...{ cloud, client, printed, defects },
    async deploy(StackName, template, more = {}) {
      const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
      const input = { StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM' as const], ...more };
      const there = cloud.cloudFormation.view(StackName) !== undefined;
      const { StackId = '' } = await client.send(there ? new UpdateStackCommand(input) : new CreateStackCommand(input));
      return statusOf(StackId);
    },
    async remove(StackName) {
      const id = cloud.cloudFormation.view(StackName)?.id ?? '';
      await client.send(new DeleteStackCommand({ StackName }));
      return statusOf(id);
    },
    async history(StackName) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents.map(
        ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }) =>
          `${LogicalResourceId} ${ResourceStatus}${ResourceStatusReason === undefined ? '' : `: ${ResourceStatusReason}`}`,
      ).reverse();
    },
  };
}
