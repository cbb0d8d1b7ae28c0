import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { timeoutSeconds } from '../../lambda/smoke-test/environment';
import { readSmokeAnswer, type SmokeAnswer } from '../../local/smoke-test/report/smoke-answer';

/** Milliseconds: longer than the function may run, so that Lambda's word about its end is heard. */
const patience = (timeoutSeconds + 30) * 1_000;

/**
 * Runs a smoke test and waits for its report.
 *
 * @param stack the name of the stack that has it
 * @param event its `onFailure` is set here
 * @throws Error when the function breaks off, or what Lambda answered
 */
export async function invokeDeployed(
  config: LambdaClientConfig,
  functionName: string,
  stack: string,
  event: object,
): Promise<SmokeAnswer> {
  const client = new LambdaClient({
    ...config,
    // A second try would be a second run, beside the first.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 10_000, requestTimeout: patience, throwOnRequestTimeout: true },
  });
  try {
    const Payload = JSON.stringify({ ...event, onFailure: 'report' });
    return readSmokeAnswer(await client.send(new InvokeCommand({ FunctionName: functionName, Payload })), stack);
  } finally {
    client.destroy();
  }
}
