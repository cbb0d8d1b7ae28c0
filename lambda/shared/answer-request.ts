import { type ApiAnswer, answerOf, type Done, Refusal } from './answer';
import type { ApiEvent } from './event';
import type { CorsFacts } from './facts';
import type { Log } from './log';

/** What answering takes, besides doing. */
export interface Answering {
  readonly facts: CorsFacts;
  readonly log: Log;
}

/**
 * Does what a request asks for and answers, whatever becomes of it. What nobody foresaw is logged by its name alone (a message from
 * anywhere may quote anything) and answered as such.
 */
export async function answerRequest(
  event: ApiEvent,
  { facts, log }: Answering,
  run: () => Promise<Done>,
): Promise<ApiAnswer> {
  const startedAt = Date.now();
  const where = { requestId: event.requestContext?.requestId, route: `${event.httpMethod} ${event.resource}` };
  const spent = () => ({ milliseconds: Date.now() - startedAt });
  try {
    const done = await run();
    log('INFO', 'Done', { ...where, statusCode: done.statusCode, ...spent() });
    return answerOf(event, facts, done);
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      log('INFO', 'Refused', { ...where, statusCode: thrown.statusCode, error: thrown.error, ...spent() });
      return answerOf(event, facts, thrown);
    }
    const error = thrown instanceof Error ? thrown.name : 'UnknownError';
    log('ERROR', 'Failed', { ...where, statusCode: 500, error, ...spent() });
    return answerOf(event, facts, new Refusal(500, 'InternalError', 'Something went wrong. Send the request again.'));
  }
}
