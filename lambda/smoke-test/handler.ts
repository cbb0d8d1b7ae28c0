import { setTimeout as sleep } from 'node:timers/promises';
import { createClients, type SmokeTestClients } from './clients';
import { parseEvent } from './event';
import { jsonLog } from './log';
import { createMask } from './mask';
import { failureMessage, type SmokeTestReport } from './report';
import { runSmokeTest } from './run';
import { readEnvironment, readFacts } from './settings';

/** What the handler reads of Lambda's context. */
interface InvocationContext {
  getRemainingTimeInMillis?(): number;
}

/** A check did not come out as expected. */
class SmokeTestFailed extends Error {
  override readonly name = 'SmokeTestFailed';
}

const time = { now: () => Date.now(), sleep: (milliseconds: number) => sleep(milliseconds) };

/** Kept from one invocation to the next: connections are. */
let clients: SmokeTestClients | undefined;

/**
 * Signs players in as the deployed game would, and checks what they may and may not do.
 *
 * @param event see {@link parseEvent}; nothing or `{}` is the default run
 * @returns the report
 * @throws SmokeTestFailed when anything differs, unless the event says `"onFailure": "report"`
 */
export async function handler(event?: unknown, context: InvocationContext = {}): Promise<SmokeTestReport> {
  const environment = readEnvironment(process.env);
  const mask = createMask([environment.identityPoolId]);
  const request = parseEvent(event);
  clients ??= createClients();
  const remaining = context.getRemainingTimeInMillis?.();
  const run = runSmokeTest({
    environment,
    facts: readFacts(__dirname),
    event: request,
    clients,
    time,
    mask,
    log: jsonLog(mask, time),
    ...(remaining !== undefined && { deadline: time.now() + remaining }),
  });
  const report = await run.catch((error: unknown) => {
    // A message from anywhere may quote anything.
    throw new Error(mask.text(error instanceof Error ? error.message : 'The smoke test broke off.'));
  });
  if (!report.ok && request.onFailure === 'throw') throw new SmokeTestFailed(failureMessage(report));
  return report;
}
