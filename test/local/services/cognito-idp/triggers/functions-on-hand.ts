import { ServiceError } from '../../../../../local/shared/service-error';
import { type Changes, gameClient, userPoolOnHand } from '../user-pool-on-hand';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:trigger';

/** An event as functions get it. */
export interface Event {
  readonly version: string;
  readonly triggerSource: string;
  readonly userName: string;
  readonly callerContext: { readonly clientId: string };
  // biome-ignore lint/suspicious/noExplicitAny: each trigger has a request of its own
  readonly request: any;
  readonly response: object;
}

/** What a function does with an event: what it makes of the response; undefined leaves the event as it is. */
export type Handler = (event: Event) => object | undefined;

/** A pool with triggers, each of them one and the same function, which a test changes as it goes. */
export function poolWithTriggers(names: readonly string[], changes: Changes & { readonly config?: object } = {}) {
  const config = { ...Object.fromEntries(names.map((name) => [name, arn])), ...changes.config };
  const flows = [...(gameClient.ExplicitAuthFlows as string[]), 'ALLOW_CUSTOM_AUTH'];
  const pool = userPoolOnHand({
    ...changes,
    pool: { ...changes.pool, LambdaConfig: config },
    client: { ExplicitAuthFlows: flows, ...changes.client },
  });
  const events: Event[] = [];
  let run: (event: Event) => Promise<{ failed: boolean; payload: string }> | { failed: boolean; payload: string };
  const functions = {
    events,
    /** It answers. */
    answers(handler: Handler) {
      run = (event) => {
        const response = handler(event);
        return { failed: false, payload: JSON.stringify(response === undefined ? event : { ...event, response }) };
      };
    },
    /** It answers this, whatever it is. */
    says(payload: string) {
      run = () => ({ failed: false, payload });
    },
    throws(errorMessage: string) {
      run = () => ({ failed: true, payload: JSON.stringify({ errorType: 'Error', errorMessage }) });
    },
    /** It is not run. */
    isRefused(code: string, message: string) {
      run = () => {
        throw new ServiceError(code, message);
      };
    },
    neverAnswers() {
      run = () => new Promise(() => {});
    },
  };
  functions.answers(() => undefined);
  pool.pools.triggerRunner = {
    milliseconds: 30,
    run: async (_arn, _poolArn, event) => {
      events.push(JSON.parse(event));
      return run(JSON.parse(event));
    },
  };
  return { ...pool, functions };
}
