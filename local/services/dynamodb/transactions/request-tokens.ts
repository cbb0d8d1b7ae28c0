import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import { idempotentParameterMismatch, serializationError } from '../errors';
import { isObject } from '../request-body';
import type { UsedTokens } from './used-tokens';

/** Milliseconds. **Documented**: "valid for 10 minutes after the first request that uses it is completed". */
const lifetime = 10 * 60 * 1000;

/**
 * The `ClientRequestToken`s of one operation, by which a transaction is done once however often it is sent. They are the account's: the same
 * token means the same request, whoever sends it (that each caller has some of their own is not documented).
 */
export class RequestTokens {
  readonly #operation: string;
  readonly #clock: Clock;
  readonly #used: UsedTokens;

  constructor(operation: string, clock: Clock, used: UsedTokens) {
    this.#operation = operation;
    this.#clock = clock;
    this.#used = used;
  }

  /**
   * Does what a request asks for, unless it was done under this token already. What fails uses up no token: nothing was done.
   *
   * @param token undefined: the request has none, and is always done
   * @param parameters the {@link fingerprint} of what it says; every parameter counts (**documented**: "a change in other parameters")
   * @param first does it; synchronous, so that no second request comes in between
   * @param again answers to a request that has been done
   * @throws ServiceError `IdempotentParameterMismatchException` where the token was used for another request
   */
  once<Answer>(token: string | undefined, parameters: string, first: () => Answer, again: () => Answer): Answer {
    if (token === undefined) return first();
    this.#used.forgetExpired(this.#clock.now());
    const use = this.#used.find(this.#operation, token);
    if (use !== undefined) {
      if (use.parameters !== parameters) throw idempotentParameterMismatch();
      return again();
    }
    const answer = first();
    this.#used.add(this.#operation, token, { parameters, expiresAt: this.#clock.now() + lifetime });
    return answer;
  }
}

/** Reads `ClientRequestToken`; undefined where a request has none. */
export function readRequestToken(token: unknown): string | undefined {
  if (token === undefined || token === null) return undefined;
  if (typeof token !== 'string') throw serializationError('Unexpected field type');
  return token;
}

/** The same for requests that differ in the order of their members alone (**observed**: localstack#6529, tried at AWS). */
export function fingerprint(request: object): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(request)))
    .digest('base64');
}

/** A copy whose members stand in the order of their names. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  // A list of pairs: as members, names such as `1` would stand before all others.
  return {
    pairs: Object.keys(value)
      .sort()
      .map((name) => [name, ordered(value[name])]),
  };
}
