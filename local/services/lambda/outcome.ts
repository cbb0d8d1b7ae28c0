/** What became of one invocation. */
export interface Outcome {
  /** JSON: what the handler returned, or the error. */
  readonly payload: string;
  /** Whether the payload is an error: `X-Amz-Function-Error: Unhandled`. */
  readonly failed: boolean;
  /** The function's own lines between START and END, and what the platform adds. */
  readonly log: readonly string[];
  readonly milliseconds: number;
  /** Whether the process can take another event. */
  readonly reusable: boolean;
}

/** An error as a function's payload has it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The largest payload that a function may answer, in bytes (**documented**: 6 MB; the exact number **observed** in the message). */
const largestResponse = 6_291_556;

/** What the platform answers in place of a response that is too large; undefined for one that is not. */
export function oversizedResponse(payload: string): FunctionError | undefined {
  if (Buffer.byteLength(payload) <= largestResponse) return undefined;
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${largestResponse} bytes).`,
  };
}

/** What the platform answers for a function that ran longer than its timeout (**observed**). */
export function timedOut(requestId: string, timeoutSeconds: number): FunctionError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  };
}

/** What the platform answers for a function whose process ended by itself (**observed**). */
export function runtimeExited(requestId: string, code: number | null, signal: NodeJS.Signals | null): FunctionError {
  const status = signal === null ? `exit status ${code}` : `signal: ${signalNames[signal] ?? signal}`;
  const how = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${status}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${how}` };
}

/** As the Linux kernel's messages, which Lambda quotes, call them. */
const signalNames: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};
