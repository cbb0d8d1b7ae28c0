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

/** An account in which nothing is, and the SDK's own client of CloudFormation. */
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

export async function accountOnHand(options: Partial<CloudOptions> = {}): Promise<AccountOnHand> {
  const printed: string[] = [];
  const defects: unknown[] = [];
  const cloud = await startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    onFunctionLog: (_name, line) => printed.push(line),
    onDefect: (error) => defects.push(error),
    ...options,
  });
  const client = new CloudFormationClient({ ...administratorClient(cloud), maxAttempts: 1 });
  const statusOf = async (id: string) => {
    await cloud.cloudFormation.settled();
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
