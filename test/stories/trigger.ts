import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { LocalCloud } from '../../local/account/cloud';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { readSmokeReport, type SmokeReport } from '../../local/smoke-test/report/smoke-report';

const projectRoot = join(__dirname, '..', '..');
/** What CloudFormation calls in AWS: the CDK's own handler behind `Trigger`, with the AWS SDK that is installed here. */
const handler = join(projectRoot, 'node_modules/aws-cdk-lib/custom-resource-handlers/dist/triggers/lambda/index.js');
const call = `require(process.argv[1]).handler(JSON.parse(process.argv[2])).catch(({ message }) => {
  process.stderr.write(message);
  process.exitCode = 1;
})`;

/** What an invocation amounts to for CloudFormation. */
export interface Triggered {
  /** Whether the custom resource's Update succeeds. */
  readonly succeeds: boolean;
  /** What it failed with. */
  readonly reason: string;
}

/** The properties of the deployment's trigger, as its template has them. */
function triggerOf({ stacks }: LocalCloud): Readonly<Record<string, unknown>> {
  const trigger = stacks.flatMap(({ resources }) => resources).find(({ type }) => type === 'Custom::Trigger');
  if (trigger === undefined) throw new Error('no stack has a trigger');
  return trigger.properties;
}

/** Sends the trigger an Update, as a deployment or its rollback does: the same request in both. The smoke test then waits for IAM. */
export function updateTrigger(cloud: LocalCloud): Promise<Triggered> {
  const { accessKeyId, secretAccessKey } = cloud.administrator;
  const request = { RequestType: 'Update', ResourceProperties: triggerOf(cloud) };
  const env = {
    ...{ PATH: process.env.PATH, AWS_ENDPOINT_URL: cloud.url, AWS_REGION: cloud.region },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const args = ['-e', call, handler, JSON.stringify(request)];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: projectRoot, env }, (error, _, reason) =>
      resolve({ succeeds: error === null, reason }),
    );
  });
}

/**
 * Invokes what the trigger invokes, the version of the function that its template names, without its patience: where access is refused
 * for good, a minute and a half goes by otherwise.
 *
 * @returns what the trigger makes of the answer, and the report where there is one
 */
export async function invokeAtOnce(cloud: LocalCloud): Promise<Triggered & { readonly report?: SmokeReport }> {
  const { Payload, FunctionError } = await new LambdaClient(administratorClient(cloud)).send(
    new InvokeCommand({
      FunctionName: String(triggerOf(cloud).HandlerArn),
      Payload: JSON.stringify({ propagationSeconds: 0 }),
    }),
  );
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString());
  if (FunctionError !== undefined) return { succeeds: false, reason: answer.errorMessage };
  return { succeeds: true, reason: '', report: readSmokeReport(answer) };
}
