import type { Time } from '../../../lambda/smoke-test/time';

/** Time that passes only by sleeping; what happens meanwhile can be told. */
export interface FakeTime extends Time {
  /** Milliseconds of each sleep so far. */
  readonly slept: number[];
  /** Called after each sleep. */
  onSleep: () => void | Promise<void>;
  pass(milliseconds: number): void;
}

export function fakeTime(start = Date.UTC(2026, 10, 20)): FakeTime {
  let now = start;
  const time: FakeTime = {
    slept: [],
    onSleep: () => undefined,
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    sleep: async (milliseconds) => {
      now += milliseconds;
      time.slept.push(milliseconds);
      await time.onSleep();
    },
  };
  return time;
}

/** Time that lets others run while it sleeps, yet never waits. */
export function sharedTime(start = Date.UTC(2026, 10, 20)): Time {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
