import type { Refuse } from '../../iam/refused';
import type { IssuerTable } from '../../identities/issuer-fetch';
import type { SessionCredentials } from '../../sessions/session';
import type { Clock } from '../../shared/clock';
import { ServiceError } from '../../shared/service-error';
import { ExecutionEnvironment } from './execution-environment';
import type { FunctionEnvironment, Invocation, StartFunction } from './function-environment';
import type { LambdaFunction } from './lambda-function';
import type { Outcome } from './outcome';

/** What functions are run with. */
export interface FunctionProcessesOptions {
  /** Where the AWS SDK of a function finds every service. Asked at each start of a process. */
  readonly endpointUrl: () => string;
  /** Where the issuers of this machine listen. Asked at each start of a process. */
  readonly issuers: () => IssuerTable;
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
  #stopped = false;

  constructor(options: FunctionProcessesOptions) {
    this.#options = options;
  }

  /**
   * @param version `$LATEST` or a published number; both are the code that the assembly holds
   * @param refuse ends the invocation, where a process must be started and Lambda may not take the execution role
   * @throws ServiceError `TooManyRequestsException` when as many run already as may
   */
  async run(lambda: LambdaFunction, version: string, invocation: Invocation, refuse: Refuse): Promise<Outcome> {
    const working = this.#working.get(lambda.arn) ?? 0;
    if (working >= (lambda.reservedConcurrency ?? mostAtOnce)) {
      throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
      });
    }
    this.#working.set(lambda.arn, working + 1);
    try {
      const key = `${lambda.arn}:${version}`;
      const warm = this.#takeIdle(key, lambda) ?? (await this.#start(lambda, version, refuse));
      const outcome = await warm.environment.invoke(invocation);
      if (outcome.reusable && !this.#stopped) this.#idle.set(key, [...(this.#idle.get(key) ?? []), warm]);
      else await this.#end(warm.environment);
      return outcome;
    } finally {
      this.#working.set(lambda.arn, (this.#working.get(lambda.arn) ?? 1) - 1);
    }
  }

  /** Ends every process, at work or not, and waits until all are gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#idle.clear();
    await Promise.all([...this.#alive].map((environment) => this.#end(environment)));
  }

  async #start(lambda: LambdaFunction, version: string, refuse: Refuse): Promise<Warm> {
    const { endpointUrl, issuers, executionSession, log = () => {}, startFunction = startProcess } = this.#options;
    const credentials = await executionSession(lambda, refuse);
    if (this.#stopped) throw new ServiceError('ServiceException', 'The local cloud is stopping.', 500);
    const environment = startFunction(lambda, {
      version,
      credentials,
      endpointUrl: endpointUrl(),
      issuers: issuers(),
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
