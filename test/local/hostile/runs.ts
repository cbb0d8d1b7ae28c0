import type { Parameters } from 'fast-check';

/** Set by `npm run test:deep`: how many requests each claim is tried with. */
const deep = Number(process.env.HOSTILE_RUNS ?? 0);

/**
 * How long a claim is tried. In `npm test` always with the same requests, so that the same commit never passes once and fails once;
 * in `npm run test:deep` with new ones each time. A failure names its seed and path, with which `fc.assert` repeats it.
 *
 * @param usual the number of requests in `npm test`
 */
export function runs(usual: number): Parameters<unknown> {
  return deep > 0 ? { numRuns: deep } : { numRuns: usual, seed: 20261120 };
}

/** Milliseconds that a test of so many requests may take. */
export const patience = Math.max(20_000, deep * 50);
