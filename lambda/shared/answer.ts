import { type ApiEvent, headerOf } from './event';
import type { CorsFacts } from './facts';

/** What API Gateway makes a response of. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that is not done. What it says goes to the caller, so it holds nothing that they don't know. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param statusCode HTTP's
   * @param error stable, for programs: `ScoreTooSoon`
   * @param headers what the response says besides
   */
  constructor(
    readonly statusCode: number,
    readonly error: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** What a function does with a request that it takes. */
export interface Done {
  readonly statusCode: number;
  readonly body: object;
}

/**
 * The answer to a request, in the form that API Gateway takes. Answers are about one player, so nobody keeps them.
 *
 * A page reads it where its origin is one that the configuration names: with Lambda's proxy integration the function itself says so
 * (documented: API Gateway developer guide, "CORS for REST APIs").
 */
export function answerOf(event: ApiEvent, { corsOrigins }: CorsFacts, what: Done | Refusal): ApiAnswer {
  const origin = headerOf(event, 'origin');
  const allowed = origin !== undefined && corsOrigins.includes(origin);
  const body = what instanceof Refusal ? { error: what.error, message: what.message } : what.body;
  return {
    statusCode: what.statusCode,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...(corsOrigins.length > 0 && { Vary: 'Origin' }),
      ...(allowed && { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'Retry-After' }),
      ...(what instanceof Refusal && what.headers),
    },
    body: JSON.stringify(body),
  };
}
