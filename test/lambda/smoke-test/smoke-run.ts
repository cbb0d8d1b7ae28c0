import { parseEvent } from '../../../lambda/smoke-test/event';
import type { SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import { jsonLog } from '../../../lambda/smoke-test/log';
import { createMask } from '../../../lambda/smoke-test/mask';
import type { SmokeTestPlayer, SmokeTestReport } from '../../../lambda/smoke-test/report';
import { runSmokeTest } from '../../../lambda/smoke-test/run';
import type { SmokeTestEnvironment } from '../../../lambda/smoke-test/settings';
import { FakeCloud, facts, issuer, environment as usual } from './fake-cloud';
import { fakeTime } from './fake-time';

export const token = { tokens: [{ provider: 'example', token: 'MARKER-id-token' }] };
export const storedToken = { refreshTokens: { [issuer]: { clientId: 'game', refreshToken: 'MARKER-refresh' } } };
const atOnce = { propagationSeconds: 0 };

export interface RunOptions {
  readonly facts?: Partial<SmokeTestFacts>;
  readonly environment?: SmokeTestEnvironment;
  readonly secret?: unknown;
  readonly cloud?: FakeCloud;
  readonly event?: object;
  readonly bend?: FakeCloud['bend'];
  readonly run?: string;
  readonly only?: string;
}

/** Runs the whole smoke test against a cloud in memory. */
export async function run(options: RunOptions = {}) {
  const allFacts = { ...facts, ...options.facts };
  const cloud = options.cloud ?? new FakeCloud(allFacts, options.secret);
  if (options.bend) cloud.bend = options.bend;
  const environment = options.environment ?? usual;
  const lines: string[] = [];
  const time = fakeTime();
  const mask = createMask([environment.identityPoolId]);
  const report = await runSmokeTest({
    environment,
    facts: allFacts,
    event: parseEvent({ ...atOnce, ...options.event }),
    clients: cloud.clients,
    time,
    mask,
    log: jsonLog(mask, time, (line) => lines.push(line)),
    redeem: async (_, { refreshToken }) => ({ idToken: 'MARKER-redeemed', rotatedRefreshToken: `${refreshToken}'` }),
    run: options.run ?? 'run1',
    ...(options.only !== undefined && { only: options.only }),
  });
  return { report, cloud, lines, time };
}

/** Who was exercised, in a line each. */
export const outline = (report: SmokeTestReport) =>
  report.players.map(({ player, source, flow, status }) => [player, source ?? '', flow, status].join(' '));
/** One player by one flow. */
export const entry = (report: SmokeTestReport, player: SmokeTestPlayer['player'], flow: SmokeTestPlayer['flow']) =>
  report.players.find((candidate) => candidate.player === player && candidate.flow === flow);
/** What was not as expected, in a line each. */
export const differences = (report: SmokeTestReport) =>
  [{ player: 'backend', flow: '', steps: report.backend }, ...report.players].flatMap(({ player, flow, steps }) =>
    steps.filter(({ ok }) => !ok).map(({ name }) => [player, flow, name].filter(Boolean).join(' ')),
  );
