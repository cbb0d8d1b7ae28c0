import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { environmentVariables } from './environment-variables';
import type { FunctionEnvironment, FunctionEnvironmentOptions, Invocation } from './function-environment';
import type { LambdaFunction } from './lambda-function';
import { LineSplitter } from './line-splitter';
import { type FunctionError, type Outcome, oversizedResponse, runtimeExited, timedOut } from './outcome';

type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly payload: string }
  | { readonly type: 'error' | 'fatal'; readonly error: FunctionError };

interface Exit {
  readonly type: 'exit';
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const bootstrap = join(__dirname, 'runtime', 'bootstrap.js');

/** How long code may take to load before its first event, in milliseconds (**documented**: the Init phase has 10 seconds). */
const initMilliseconds = 10_000;

/** How long output may still come after a process ended: from its own children, which hold the pipe. */
const lastOutputMilliseconds = 500;

/** How many lines are kept for the log's tail, which holds 4 KB. */
const mostLines = 1000;

/** One process of a function, which takes one event at a time. It ends with the local cloud, however that ends. */
export class ExecutionEnvironment implements FunctionEnvironment {
  readonly #lambda: LambdaFunction;
  readonly #child: ChildProcess;
  readonly #streams: readonly Readable[];
  readonly #outputs: readonly LineSplitter[];
  readonly #exited: Promise<Exit>;
  #lines: string[] = [];
  #ready: Promise<Answer | Exit>;
  #answered: (answer: Answer) => void = () => {};

  constructor(lambda: LambdaFunction, options: FunctionEnvironmentOptions) {
    this.#lambda = lambda;
    const logStreamName = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[${options.version}]${randomUUID().replaceAll('-', '')}`;
    this.#child = fork(bootstrap, {
      cwd: lambda.codeDirectory,
      env: environmentVariables(lambda, { ...options, logStreamName, runtimeDirectory: dirname(bootstrap) }),
      // Not inherited: the parent's hold ts-node, the debugger's port and the like.
      execArgv: ['--enable-source-maps'],
      // The last is the lifeline: its end tells the process that the local cloud is gone.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    });
    const lifeline = this.#child.stdio[4] as Socket | null;
    // Read, so that its end is seen when the process ends; never written.
    lifeline?.on('error', () => {}).resume();
    lifeline?.unref();
    this.#streams = [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
    const onLine = (line: string) => {
      this.#lines.push(line);
      if (this.#lines.length > mostLines) this.#lines.splice(0, mostLines / 2);
      options.log(lambda.name, line);
    };
    this.#outputs = this.#streams.map((stream) => new LineSplitter(stream, onLine));
    this.#exited = this.#exit();
    this.#child.on('message', (message) => this.#answered(message as Answer));
    this.#ready = this.#answer();
    this.#send({
      type: 'init',
      taskRoot: lambda.codeDirectory,
      handler: lambda.handler,
      runtime: lambda.runtime,
      issuers: options.issuers,
      responses: options.responses,
      context: {
        functionName: lambda.name,
        functionVersion: options.version,
        memoryLimitInMB: String(lambda.memoryMegabytes),
        logGroupName: lambda.logGroupName,
        logStreamName,
      },
    });
  }

  async invoke(invocation: Invocation): Promise<Outcome> {
    this.#hold(true);
    const ready = await this.#within(initMilliseconds, this.#ready);
    const started = performance.now();
    const answer = ready !== 'late' && ready.type === 'ready' ? await this.#perform(invocation) : ready;
    const outcome = this.#outcome(answer, invocation, performance.now() - started);
    if (!outcome.reusable) await this.stop();
    this.#hold(false);
    const log = [...this.#lines, ...outcome.log];
    this.#lines = [];
    return { ...outcome, log };
  }

  /** Ends the process at once, and waits until it is gone. */
  async stop(): Promise<void> {
    // Whoever waits for the end must live to see it: an idle process alone does not keep ours alive.
    this.#hold(true);
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  async #perform({ requestId, event, arn, clientContext }: Invocation): Promise<Answer | Exit | 'late'> {
    const milliseconds = this.#lambda.timeoutSeconds * 1000;
    const marker = `\u0000${randomUUID()}\u0000`;
    const answered = this.#answer();
    const flushed = Promise.all(this.#outputs.map((output) => output.until(marker)));
    const traceId = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)};Sampled=0`;
    const deadline = Date.now() + milliseconds;
    this.#send({ type: 'invoke', event, marker, invocation: { requestId, arn, deadline, traceId, clientContext } });
    const complete = answered.then(async (answer) => {
      await Promise.race([flushed, this.#exited]);
      return answer;
    });
    return this.#within(milliseconds, complete);
  }

  #outcome(answer: Answer | Exit | 'late', { requestId }: Invocation, milliseconds: number): Outcome {
    const { timeoutSeconds } = this.#lambda;
    const failure = (error: FunctionError, reusable: boolean, log: readonly string[] = []): Outcome => ({
      payload: JSON.stringify(error),
      failed: true,
      log,
      milliseconds,
      reusable,
    });
    if (answer === 'late') {
      const error = timedOut(requestId, timeoutSeconds);
      return failure(error, false, [
        `${new Date().toISOString()} ${requestId} ${error.errorMessage.split('Error: ')[1]}`,
      ]);
    }
    if (answer.type === 'exit') return failure(runtimeExited(requestId, answer.code, answer.signal), false);
    if (answer.type === 'ready') throw new Error('the function was not called');
    if (answer.type !== 'result') return failure(answer.error, answer.type === 'error');
    const oversized = oversizedResponse(answer.payload);
    if (oversized !== undefined) return failure(oversized, true);
    return { payload: answer.payload, failed: false, log: [], milliseconds, reusable: true };
  }

  #send(message: object): void {
    // The process may be gone already; its exit says so.
    this.#child.send(message, () => {});
  }

  /** The next message of the process, or its end. A message that came before the end counts. */
  #answer(): Promise<Answer | Exit> {
    return Promise.race([new Promise<Answer>((resolve) => (this.#answered = resolve)), this.#exited]);
  }

  async #within<T>(milliseconds: number, work: Promise<T>): Promise<T | 'late'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), milliseconds);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  #exit(): Promise<Exit> {
    return new Promise((resolve) => {
      let exit: Exit = { type: 'exit', code: null, signal: null };
      this.#child.on('exit', (code, signal) => {
        exit = { type: 'exit', code, signal };
        const timer = setTimeout(() => {
          for (const stream of this.#streams) stream.destroy();
        }, lastOutputMilliseconds);
        this.#child.once('close', () => clearTimeout(timer));
      });
      this.#child.on('close', () => resolve(exit));
      this.#child.on('error', () => {
        // Could not be started, or a message could not be delivered: without an exit there is no 'close' to wait for.
        if (this.#child.pid === undefined) resolve({ type: 'exit', code: 1, signal: null });
      });
    });
  }

  /** Only a process that works on an event keeps the local cloud's own process alive. */
  #hold(hold: boolean): void {
    const action = hold ? 'ref' : 'unref';
    this.#child[action]();
    this.#child.channel?.[action]();
    for (const stream of this.#streams) (stream as Readable & Partial<Record<typeof action, () => void>>)[action]?.();
  }
}
