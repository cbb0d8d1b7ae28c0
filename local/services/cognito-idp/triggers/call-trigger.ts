import { ServiceError } from '../../../shared/service-error';
import type { UserPool } from '../user-pool';
import { type ResponseOf, type SourceOf, type TriggerName, type TriggerRunner, triggers } from './triggers';

/** What a trigger is called with. */
export interface TriggerCall<Name extends TriggerName> {
  readonly source: SourceOf<Name>;
  readonly userName: string;
  /** Absent where an administrator calls. */
  readonly clientId?: string | undefined;
  readonly request: Readonly<Record<string, unknown>>;
}

/** Documented: "it must respond within 5 seconds", "after three unsuccessful attempts, the function times out". */
const waitMilliseconds = 5000;
const attempts = 3;

/**
 * Calls the function of a trigger. One that cannot be run, breaks off or answers nothing of use ends the operation: what it decides is who
 * is let in.
 *
 * @returns what the function made of the event's `response`; undefined for a pool without that trigger
 * @throws ServiceError in Cognito's words
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html documented
 */
export async function callTrigger<Name extends TriggerName>(
  pool: Pick<UserPool, 'id' | 'arn' | 'triggers' | 'triggerRunner'>,
  name: Name,
  call: TriggerCall<Name>,
): Promise<ResponseOf<Name> | undefined> {
  const trigger = pool.triggers.get(name);
  if (trigger === undefined) return undefined;
  const event = {
    version: trigger.version,
    region: pool.id.slice(0, pool.id.indexOf('_')),
    userPoolId: pool.id,
    userName: call.userName,
    // Observed: amplify-js#5834 for the version, yulin#462 for calls without an app client.
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: call.clientId ?? 'CLIENT_ID_NOT_APPLICABLE' },
    triggerSource: call.source,
    request: call.request,
    response: blankOf(name, trigger.version),
  };
  const runner = pool.triggerRunner();
  const { failed, payload } = await run(name, runner, trigger.arn, pool.arn, JSON.stringify(event));
  const answer = parsed(payload);
  // Observed: amplify-js#9127, amplify-cli#8506.
  if (failed) throw new ServiceError('UserLambdaValidationException', `${name} failed with error ${errorOf(answer)}.`);
  const { data, success } = triggers[name].response.safeParse(isObject(answer) ? answer.response : undefined);
  if (!success) throw unrecognizable();
  return data as ResponseOf<Name>;
}

/** What a function answers that Cognito makes nothing of. Observed: amazon-cognito-identity-js#633, #167. */
export function unrecognizable(): ServiceError {
  return new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
}

/** Another attempt follows where none is answered in time; a function that breaks off has answered (unconfirmed). */
async function run(
  name: TriggerName,
  runner: TriggerRunner | undefined,
  arn: string,
  poolArn: string,
  event: string,
): Promise<{ readonly failed: boolean; readonly payload: string }> {
  if (runner === undefined) throw notInvoked(name, 'ServiceException', 'No functions are run here.');
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const outcome = await within(runner.milliseconds ?? waitMilliseconds, runner.run(arn, poolArn, event));
      if (outcome !== undefined) return outcome;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw notInvoked(name, 'ServiceException', (error as Error).message);
      // What AWS has no words for, as functions of every language run there, is said in the local cloud's own.
      throw notInvoked(name, error.code, error.code === 'AccessDeniedException' ? '' : error.message);
    }
  }
  throw notInvoked(name, 'Socket timeout while invoking Lambda function', '');
}

/** Observed: service-workbench-on-aws#1136 for a function that the pool may not call; for other errors alike. */
function notInvoked(name: TriggerName, error: string, because: string): ServiceError {
  const sentence = `${name} invocation failed due to error ${error}.`;
  return new ServiceError('UnexpectedLambdaException', because === '' ? sentence : `${sentence} ${because}`);
}

async function within<Result>(milliseconds: number, promise: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  // Nobody waits any more for one that fails late.
  promise.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Documented: later versions of the event ask for claims and scopes. */
function blankOf(name: TriggerName, version: '1' | '2' | '3'): Readonly<Record<string, unknown>> {
  return version === '1' ? triggers[name].blank : { claimsAndScopeOverrideDetails: null };
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function errorOf(payload: unknown): string {
  const message = isObject(payload) ? payload.errorMessage : undefined;
  return typeof message === 'string' ? message : 'unknown';
}
