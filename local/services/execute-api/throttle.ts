import type { Clock } from '../../shared/clock';
import type { Stage, Throttling } from '../api-gateway/rest-apis';
import { throttled } from './gateway-refusal';

/** What an account has where a stage says nothing (**documented**: 10,000 requests a second, with bursts of 5,000). */
const ofAccount = { rate: 10_000, burst: 5_000 };

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Counts requests by token buckets (**documented**: "Throttle requests to your REST APIs"): as many as `burst` at once, and `rate` a second
 * after that.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws GatewayRefusal where there are too many */
  take(apiId: string, stage: Stage, resourcePath: string, method: string): void {
    const setting = settingFor(stage.throttling, resourcePath, method);
    const of = setting === undefined ? '*' : `${setting.method} ${setting.path}`;
    const key = `${apiId}/${stage.name} ${of}`;
    const { rate = ofAccount.rate, burst = ofAccount.burst } = setting ?? {};
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const earned = (Math.max(0, now - bucket.at) / 1000) * rate;
    const tokens = Math.min(burst, bucket.tokens + earned);
    this.#buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (tokens < 1) throw throttled();
  }
}

/** The limits of the method itself, else of its resource, else of all (**documented**: per-method limits override the stage's). */
function settingFor(settings: readonly Throttling[], path: string, method: string): Throttling | undefined {
  const limited = settings.filter(({ rate, burst }) => rate !== undefined || burst !== undefined);
  const of = (wantedPath: string, wantedMethod: string) =>
    limited.find((one) => one.path === wantedPath && one.method === wantedMethod);
  return of(path, method) ?? of(path, '*') ?? of('/*', method) ?? of('/*', '*');
}
