import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClients, type SmokeTestClients } from './clients';
import { environmentNames } from './environment';
import { parseEvent, type SmokeTestEvent } from './event';
import { jsonLog } from './log';
import { createMask } from './mask';
import { findOccasion } from './occasion';
import type { Redeem } from './player-tokens/redeem';
import { failureMessage, type SmokeTestReport } from './report';
import { reportInRollback } from './rollback';
import { runSmokeTest } from './run';
import { readEnvironment, readFacts } from './settings';
import { createTry } from './step';

/** What the handler reads of Lambda's context. */
interface InvocationContext {
  readonly functionName?: string;
  readonly functionVersion?: string;
  getRemainingTimeInMillis?(): number;
}

/** What the function finds around itself. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where the facts lie. */
  readonly directory: string;
  readonly clients: SmokeTestClients;
  /** @default at the issuers themselves */
  readonly redeem?: Redeem;
  /** Takes the lines of the log. @default standard output does */
  readonly write?: (line: string) => void;
  /** See {@link SmokeTestRun.only}. */
  readonly only?: string;
}

/** A check did not come out as expected. */
class SmokeTestFailed extends Error {
  override readonly name = 'SmokeTestFailed';
}

const time = { now: () => Date.now(), sleep: (milliseconds: number) => sleep(milliseconds) };

/** Kept from one invocation to the next: connections are. */
let clients: SmokeTestClients | undefined;

/** What Lambda calls: {@link answerInvocation} in the surroundings that Lambda makes. */
export async function handler(event?: unknown, context: InvocationContext = {}): Promise<SmokeTestReport> {
  clients ??= createClients();
  return answerInvocation(event, context, { variables: process.env, directory: __dirname, clients });
}

/** For whoever gives the function surroundings without a process of its own. */
export { createClients };

/**
 * Signs players in as the deployed game would, and checks what they may and may not do.
 *
 * @param event see {@link parseEvent}; nothing or `{}` is the default run
 * @returns the report; in a rollback of its stack whatever happens, see {@link reportInRollback}
 * @throws SmokeTestFailed when anything differs but that its stack's status can't be read, see {@link findOccasion}; not where the event
 *   says `"onFailure": "report"`
 * @throws Error when the event, the environment or the facts are wrong
 */
export async function answerInvocation(
  event: unknown,
  context: InvocationContext,
  { variables, directory, clients, write, ...given }: Surroundings,
): Promise<SmokeTestReport> {
  const startedAt = time.now();
  const remaining = context.getRemainingTimeInMillis?.();
  const deadline = remaining === undefined ? undefined : startedAt + remaining;
  const mask = createMask([variables[environmentNames.identityPoolId] ?? '']);
  const log = jsonLog(mask, time, write);
  const run = randomUUID().slice(0, 8);
  const { request, problem } = readEvent(event);

  // Before anything else is looked at: whatever is wrong with it, a rollback must not fail by it.
  const attempt = createTry({ time, mask, log, where: { run, player: 'backend' } });
  const patience = request.propagationSeconds * 1_000;
  const found = { clients, variables, invocation: context, attempt, time, mask, patience };
  const { steps: earlier, rollback, fails, close } = await findOccasion(found);

  async function test(): Promise<SmokeTestReport> {
    if (problem !== undefined) throw problem;
    const facts = readFacts(directory);
    const parts = { environment: readEnvironment(variables, facts), facts, event: request };
    const shared = { ...given, clients, time, mask, log, run, earlier };
    return await runSmokeTest({ ...parts, ...shared, ...(deadline !== undefined && { deadline }) });
  }
  if (rollback !== undefined) {
    return reportInRollback(test, { because: rollback, earlier, startedAt, deadline, time, mask, log });
  }

  const tested = await test().catch((error: unknown) => {
    // A message from anywhere may quote anything.
    throw new Error(mask.text(error instanceof Error ? error.message : 'The smoke test broke off.'));
  });
  const report = await close(tested);
  if (fails(report) && request.onFailure === 'throw') throw new SmokeTestFailed(failureMessage(report));
  if (!report.ok && !fails(report)) log('WARN', 'Only the status of the stack could not be read: that fails nothing');
  return report;
}

/** What an event asks for; where it is wrong, the default run and what is wrong. */
function readEvent(event: unknown): { readonly request: SmokeTestEvent; readonly problem?: unknown } {
  try {
    return { request: parseEvent(event) };
  } catch (problem) {
    return { request: parseEvent({}), problem };
  }
}
