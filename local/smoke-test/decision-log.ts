import type { CallDecision } from '../http/call-decision';

/** Remembers every decision of IAM's in a run, to be found by the calls that they are about. */
export class DecisionLog {
  readonly #byRequest = new Map<string, CallDecision[]>();
  #size = 0;

  /** Takes a decision in: the cloud's `onDecision`. */
  readonly record = (made: CallDecision): void => {
    this.#size += 1;
    const known = this.#byRequest.get(made.requestId);
    if (known === undefined) this.#byRequest.set(made.requestId, [made]);
    else known.push(made);
  };

  /** How many decisions were taken in. */
  get size(): number {
    return this.#size;
  }

  /** The decisions about a call, in the order in which they were made; none where IAM had nothing to decide. */
  of(requestId: string): readonly CallDecision[] {
    return this.#byRequest.get(requestId) ?? [];
  }
}
