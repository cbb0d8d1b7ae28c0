import { z } from 'zod';

const step = z.object({
  name: z.string(),
  expected: z.enum(['allowed', 'refused']),
  actual: z.string(),
  zone: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  requestIds: z.array(z.string()).optional(),
  milliseconds: z.number(),
  ok: z.boolean(),
});

const player = z.object({
  player: z.enum(['guest', 'signed-in']),
  source: z.string().optional(),
  provider: z.string().optional(),
  flow: z.enum(['enhanced', 'basic', 'direct']),
  role: z.string().optional(),
  status: z.enum(['exercised', 'off', 'notExercised']),
  reason: z.string().optional(),
  steps: z.array(step),
});

/** The smoke test's answer, as far as it is printed. Read by shape, because the function is known only by its bundle. */
const smokeReport = z.object({
  schemaVersion: z.literal(1),
  ok: z.boolean(),
  milliseconds: z.number(),
  rollback: z.literal(true).optional(),
  backend: z.array(step),
  players: z.array(player),
});

/** One step: what a player tried, what should have happened and what did. */
export type SmokeStep = z.output<typeof step>;
/** One player by one flow. */
export type SmokePlayer = z.output<typeof player>;
/** Everything the smoke test found. */
export type SmokeReport = z.output<typeof smokeReport>;

/** @throws Error when the function answered something else */
export function readSmokeReport(payload: unknown): SmokeReport {
  const parsed = smokeReport.safeParse(payload);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `the smoke test's answer is not a report of schema version 1: ${issue?.path.join('.')}: ${issue?.message}`,
  );
}
