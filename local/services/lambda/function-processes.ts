import { existsSync } from 'node:fs';
import type { Refuse } from '../../iam/refused';
import type { IssuerTable } from '../../identities/issuer-fetch';
import type { SessionCredentials } from '../../sessions/session';
import type { Clock } from '../../shared/clock';
import { ServiceError } from '../../shared/service-error';
import { runtimeNotRun } from './errors';
import { ExecutionEnvironment } from './execution-environment';
import type { FunctionEnvironment, Invocation, ResponseAddress, StartFunction } from './function-environment';
import type { LambdaFunction } from './lambda-function';
import type { Outcome } from './outcome';

/** What functions are run with. */
export interface FunctionProcessesOptions {
  /** Where the AWS SDK of a function finds every service. Asked at each start of a process. */
  readonly endpointUrl: () => string;
  /** Where the issuers of this machine listen. Asked at each start of a process. */
  readonly issuers: () => IssuerTable;
  /** Where custom resources' answers are waited for. Asked at each start of a process. @default nobody waits */
  readonly responses?: () => ResponseAddress | undefined;
  /** A new session of an execution role; refuses where the role does not trust Lambda. */
  readonly executionSession: (
    lambda: Pick<LambdaFunction, 'roleArn' | 'name' | 'arn'>,
    refuse: Refuse,
  ) => SessionCredentials | Promise<SessionCredentials>;
  readonly clock: Clock;
  /** Told each line that a function prints. @default nobody is */
  readonly log?: (functionName: string, line: string) => void;
  /** Where functions run. @default each in a process of its own, from the bundled asset */
  readonly startFunction?: StartFunction;
}

/** As many processes of one function as run at once, where the template reserves no number. AWS: 1,000 for an account. */
const mostAtOnce = 32;

const startProcess: StartFunction = (lambda, options) => new ExecutionEnvironment(lambda, options);

/** Code and configuration of a process don't change: another revision has processes of its own. */
const keyOf = ({ arn, revision }: LambdaFunction, version: string) => `${arn}:${version} ${revision}`;

interface Warm {
  readonly environment: FunctionEnvironment;
  readonly credentials: SessionCredentials;
}

/** Runs functions: keeps a process warm for the next event, starts another when all are at work. */
export class FunctionProcesses {
  readonly #options: FunctionProcessesOptions;
  readonly #idle = new Map<string, Warm[]>();
  readonly #working = new Map<string, number>();
  readonly #alive = new Set<FunctionEnvironment>();
  /** Events at work, by the version that they are run by. */
  readonly #running = new Map<string, Set<Promise<Outcome>>>();
  /** Versions that are run no more, while processes of theirs are at work. */
  readonly #retired = new Set<string>();
  #stopped = false;

  constructor(options: FunctionProcessesOptions) {
    this.#options = options;
  }

  /**
   * @param version `$LATEST` or a published number
   * @param refuse ends the invocation, where a process must be started and Lambda may not take the execution role
   * @throws ServiceError `TooManyRequestsException` when as many run already as may, `InvalidRuntimeException` for another language
   */
  async run(lambda: LambdaFunction, version: string, invocation: Invocation, refuse: Refuse): Promise<Outcome> {
    if (!lambda.runtime.startsWith('nodejs')) throw runtimeNotRun(lambda.name, lambda.runtime);
    const working = this.#working.get(lambda.arn) ?? 0;
    if (working >= (lambda.reservedConcurrency ?? mostAtOnce)) {
      throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
      });
    }
    this.#working.set(lambda.arn, working + 1);
    const key = keyOf(lambda, version);
    const running = this.#perform(key, lambda, version, invocation, refuse);
    const others = this.#running.get(key) ?? new Set();
    this.#running.set(key, others.add(running));
    try {
      return await running;
    } finally {
      others.delete(running);
      if (others.size === 0) this.#running.delete(key);
      this.#working.set(lambda.arn, (this.#working.get(lambda.arn) ?? 1) - 1);
    }
  }

  /**
   * Ends the processes of a version that was changed or deleted: the idle ones at once, the others when they have answered. Resolves once
   * all are gone.
   */
  async retire(lambda: LambdaFunction, version: string): Promise<void> {
    const key = keyOf(lambda, version);
    this.#retired.add(key);
    const idle = this.#idle.get(key) ?? [];
    this.#idle.delete(key);
    await Promise.allSettled([
      ...idle.map(({ environment }) => this.#end(environment)),
      ...(this.#running.get(key) ?? []),
    ]);
    this.#retired.delete(key);
  }

  /** Ends every process, at work or not, and waits until all are gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#idle.clear();
    await Promise.all([...this.#alive].map((environment) => this.#end(environment)));
  }

  async #perform(
    key: string,
    lambda: LambdaFunction,
    version: string,
    invocation: Invocation,
    refuse: Refuse,
  ): Promise<Outcome> {
    const warm = this.#takeIdle(key, lambda) ?? (await this.#start(lambda, version, refuse));
    const outcome = await warm.environment.invoke(invocation);
    const kept = outcome.reusable && !this.#stopped && !this.#retired.has(key);
    if (kept) this.#idle.set(key, [...(this.#idle.get(key) ?? []), warm]);
    else await this.#end(warm.environment);
    return outcome;
  }

  async #start(lambda: LambdaFunction, version: string, refuse: Refuse): Promise<Warm> {
    const { endpointUrl, issuers, executionSession, log = () => {}, startFunction = startProcess } = this.#options;
    const credentials = await executionSession(lambda, refuse);
    if (this.#stopped) throw new ServiceError('ServiceException', 'The local cloud is stopping.', 500);
    // An account that is kept comes back without what lay elsewhere.
    if (!existsSync(lambda.codeDirectory)) {
      const what = `The code of ${lambda.name} was in ${lambda.codeDirectory}, which is gone: deploy it again.`;
      throw new ServiceError('ServiceException', what, 500);
    }
    const environment = startFunction(lambda, {
      version,
      credentials,
      endpointUrl: endpointUrl(),
      issuers: issuers(),
      responses: this.#options.responses?.(),
      log,
    });
    this.#alive.add(environment);
    return { environment, credentials };
  }

  /** A warm process whose credentials outlast the event; those whose do not are ended, as the environment of a process cannot change. */
  #takeIdle(key: string, lambda: LambdaFunction): Warm | undefined {
    const needed = this.#options.clock.now() + lambda.timeoutSeconds * 1000;
    const idle = this.#idle.get(key) ?? [];
    for (let warm = idle.pop(); warm !== undefined; warm = idle.pop()) {
      if ((warm.credentials.expiration ?? Infinity) > needed) return warm;
      void this.#end(warm.environment);
    }
    return undefined;
  }

  async #end(environment: FunctionEnvironment): Promise<void> {
    await environment.stop();
    this.#alive.delete(environment);
  }
}
