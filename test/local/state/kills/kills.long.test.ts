import { killRounds } from './kill-rounds';

test('nor does one of 200, wherever it was killed', async () => {
  const { faults, unfinished } = await killRounds(200);
  expect(faults).toEqual([]);
  // They were killed where it matters: with a lock each, and in the middle of a body and of a snapshot.
  expect(unfinished.lock).toBe(200);
  expect(unfinished.body).toBeGreaterThan(0);
  expect(unfinished.snapshot + unfinished.generation).toBeGreaterThan(0);
}, 300_000);
