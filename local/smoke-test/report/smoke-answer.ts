import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { readSmokeReport, type SmokeReport } from './smoke-report';

/** What a smoke test answered. */
export interface SmokeAnswer {
  readonly report: SmokeReport;
  /** The same with all that the function tells. */
  readonly whole: unknown;
}

/**
 * Reads the answer of an invocation.
 *
 * @param stack the name of the stack that has the function
 * @throws Error when the function broke off, or answered something else
 */
export function readSmokeAnswer(
  { Payload, FunctionError }: Pick<InvokeCommandOutput, 'Payload' | 'FunctionError'>,
  stack: string,
): SmokeAnswer {
  const whole: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null');
  if (FunctionError !== undefined) {
    // A function that Lambda ended has no error type everywhere.
    const { errorType, errorMessage } = Object(whole) as { errorType?: string; errorMessage?: string };
    throw new Error(`the smoke test of ${stack} broke off: ${[errorType, errorMessage].filter(Boolean).join(': ')}`);
  }
  return { report: readSmokeReport(whole), whole };
}
