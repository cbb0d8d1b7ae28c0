import { AsyncLocalStorage } from 'node:async_hooks';

/** The calls of whatever is being tried at the moment; several are tried at once. */
const tried = new AsyncLocalStorage<string[]>();

/** Runs something and collects the IDs of the requests that it makes, in their order, however it ends. */
export function collectRequestIds<T>(into: string[], run: () => T): T {
  return tried.run(into, run);
}

/** Through which each call of an SDK client goes, as far as it is used here; each client types its own by its own calls. */
interface Middlewares {
  add(middleware: (next: Handle) => Handle, options: { readonly step: 'initialize'; readonly name: string }): void;
}
type Handle = (call: unknown) => Promise<{ readonly output: unknown }>;

/**
 * Makes a client tell the ID of each of its calls, whether it is answered or refused: by it CloudTrail's event of the call is found
 * (**documented**: CloudTrail record contents, `requestID`), and the decision in the local cloud.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function tellingRequestIds<T extends { readonly middlewareStack: object }>(client: T): T {
  (client.middlewareStack as Middlewares).add(
    (next) => async (call) => {
      try {
        const answer = await next(call);
        note(answer.output);
        return answer;
      } catch (error) {
        note(error);
        throw error;
      }
    },
    { step: 'initialize', name: 'tellRequestId' },
  );
  return client;
}

function note(answer: unknown): void {
  const { requestId } = Object(Object(answer).$metadata) as { requestId?: unknown };
  if (typeof requestId === 'string') tried.getStore()?.push(requestId);
}
