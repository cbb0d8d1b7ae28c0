import type { LambdaFunction } from './lambda-function';
import type { Outcome } from './outcome';

/** As much of the log as `X-Amz-Log-Type: Tail` answers, in bytes (**documented**: the last 4 KB). */
const tailBytes = 4096;

/** The end of an invocation's log in base64, framed by the platform's own lines. */
export function logTail(lambda: LambdaFunction, version: string, requestId: string, outcome: Outcome): string {
  const { log, milliseconds } = outcome;
  const lines = [
    `START RequestId: ${requestId} Version: ${version}`,
    ...log,
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${milliseconds.toFixed(2)} ms\tBilled Duration: ${Math.ceil(milliseconds)} ms\tMemory Size: ${lambda.memoryMegabytes} MB`,
  ];
  return Buffer.from(`${lines.join('\n')}\n`)
    .subarray(-tailBytes)
    .toString('base64');
}
