import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fileAssets } from '../../assembly/file-assets';
import { readManifest } from '../../assembly/manifest';
import type { LocalCloud } from '../../local/account/cloud';
import { ExecutionEnvironment } from '../../local/services/lambda/execution-environment';
import type { StartFunction } from '../../local/services/lambda/function-environment';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { zip } from '../local/services/lambda/zip-writer';
import type { OpenTemplate } from './deployment';

/** Where the CDK keeps its assets, and what it looks its version up by: what `cdk bootstrap` leaves, as far as it matters here. */
const bootstrapped = {
  Resources: {
    Assets: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'cdk-hnb659fds-assets-123456789012-eu-west-1' } },
    Version: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '28' },
    },
  },
};

/**
 * Functions in processes of their own; the smoke test among them does not wait for IAM, whose changes are seen at once here: where access
 * is refused for good, a minute and a half goes by otherwise.
 */
export const withoutPatience: StartFunction = (lambda, options) => {
  const environment = new ExecutionEnvironment(lambda, options);
  return {
    invoke: (invocation) => {
      const event = JSON.parse(invocation.event) as Readonly<Record<string, unknown>>;
      if (event.ResponseURL !== undefined) return environment.invoke(invocation);
      return environment.invoke({ ...invocation, event: JSON.stringify({ ...event, propagationSeconds: 0 }) });
    },
    stop: () => environment.stop(),
  };
};

/** Deploys templates by CloudFormation's API, as a pipeline does. */
export interface Pipeline {
  /** Puts the code of an assembly's functions where its templates look for it. */
  publish(directory: string): Promise<void>;
  /** Creates a stack, or updates it, and waits. @param more of the call @returns its status */
  deploy(stackName: string, template: object, more?: { readonly DisableRollback?: boolean }): Promise<string>;
  /** Takes resources that are there into a stack, by what identifies them, and waits. @returns its status */
  adopt(
    stackName: string,
    template: object,
    existing: Readonly<Record<string, Record<string, string>>>,
  ): Promise<string>;
  /** `Trigger UPDATE_FAILED: why`, the oldest first; of what happened since a mark. */
  history(stackName: string, since?: number): Promise<readonly string[]>;
}

export async function pipelineTo(cloud: LocalCloud): Promise<Pipeline> {
  const client = new CloudFormationClient(administratorClient(cloud));
  const s3 = new S3Client({ ...administratorClient(cloud), forcePathStyle: true });
  const { BucketName: Bucket } = bootstrapped.Resources.Assets.Properties;
  await client.send(new CreateStackCommand({ StackName: 'CDKToolkit', TemplateBody: JSON.stringify(bootstrapped) }));
  await cloud.cloudFormation.settled();
  const put = async (StackName: string, template: object) => {
    await s3.send(new PutObjectCommand({ Bucket, Key: `${StackName}.json`, Body: JSON.stringify(template) }));
    return {
      StackName,
      TemplateURL: `https://${Bucket}.s3.${cloud.region}.amazonaws.com/${StackName}.json`,
      Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    };
  };
  return {
    async publish(directory) {
      for (const { assetManifestFiles } of readManifest(directory)) {
        const assets = fileAssets(assetManifestFiles, {
          account: cloud.account,
          region: cloud.region,
          partition: 'aws',
        });
        for (const [Key, path] of assets) {
          const Body = statSync(path).isDirectory() ? zip(...filesIn(path)) : readFileSync(path);
          await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
        }
      }
    },
    async deploy(StackName, template, more = {}) {
      const input = { ...(await put(StackName, template)), ...more };
      const there = cloud.cloudFormation.view(StackName) !== undefined;
      await client.send(there ? new UpdateStackCommand(input) : new CreateStackCommand(input));
      await cloud.cloudFormation.settled();
      return cloud.cloudFormation.view(StackName)?.status ?? '';
    },
    async adopt(StackName, template, existing) {
      const { Resources } = template as OpenTemplate;
      const set = { ChangeSetName: `adopt-${randomUUID()}`, StackName };
      const ResourcesToImport = Object.entries(existing).map(([LogicalResourceId, ResourceIdentifier]) => ({
        ...{ LogicalResourceId, ResourceIdentifier },
        ResourceType: Resources[LogicalResourceId]?.Type ?? '',
      }));
      const input = { ...(await put(StackName, template)), ...set, ResourcesToImport };
      await client.send(new CreateChangeSetCommand({ ...input, ChangeSetType: 'IMPORT' }));
      await client.send(new ExecuteChangeSetCommand(set));
      await cloud.cloudFormation.settled();
      return cloud.cloudFormation.view(StackName)?.status ?? '';
    },
    async history(StackName, since = 0) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents.map(
        ({ LogicalResourceId: id, ResourceStatus: status, ResourceStatusReason: reason = '' }) =>
          `${id} ${status}: ${reason}`,
      )
        .reverse()
        .slice(since);
    },
  };
}

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { name: relative(directory, path), content: readFileSync(path) };
    });

/** The templates of an assembly, by their stacks' names. */
export function templatesOf(directory: string): ReadonlyMap<string, OpenTemplate> {
  return new Map(
    readManifest(directory).map(({ stackName, templateFile }) => [
      stackName,
      JSON.parse(readFileSync(templateFile, 'utf8')) as OpenTemplate,
    ]),
  );
}

/**
 * A copy of a template as a synthesis after a change would write it: the smoke test's version has another logical ID then, so that it runs.
 *
 * @param change as in mutations
 */
export function synthesizedAgain(template: OpenTemplate, generation: number, change = (_: OpenTemplate) => true) {
  const versions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Version');
  const text = versions.reduce((whole, [id]) => whole.replaceAll(id, `${id}${generation}`), JSON.stringify(template));
  const copy = JSON.parse(text) as OpenTemplate;
  for (const { Type, Properties } of Object.values(copy.Resources)) {
    const { Variables } = ((Properties as Record<string, unknown>)?.Environment ?? {}) as {
      Variables?: Record<string, unknown>;
    };
    if (Type === 'AWS::Lambda::Function' && Variables?.PERMISSIONS_FINGERPRINT !== undefined) {
      Variables.PERMISSIONS_FINGERPRINT = String(generation);
    }
  }
  // A mutation that finds nothing to change would prove nothing.
  if (!change(copy)) throw new Error('the change found nothing to change in the template');
  return copy;
}
