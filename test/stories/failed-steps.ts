import { evidenceIn } from '../../local/smoke-test/evidence';
import { causeLines } from '../../local/smoke-test/report/cause-text';
import { causesOf } from '../../local/smoke-test/report/causes';
import { checksOf } from '../../local/smoke-test/report/failures';
import { paintFor } from '../../local/smoke-test/report/paint';
import type { SmokeReport } from '../../local/smoke-test/report/smoke-report';
import type { Game } from './deployment';

/** What `npm start` would say of the checks that failed, so that a test which meets any says why; nothing where all hold. */
export function whyFailed({ cloud, decisions }: Pick<Game, 'cloud' | 'decisions'>, report: SmokeReport) {
  const checks = checksOf(report);
  const failed = checks.filter(({ step }) => !step.ok);
  return causeLines(causesOf(failed, evidenceIn(cloud, decisions)), checks.length, paintFor({}, {}));
}

/** Everything that was tried, by whom, and how it came out: `guest enhanced: may not scan the table: refused`. */
export function stepsOf({ backend, players }: SmokeReport): string[] {
  const tried = (who: string, steps: SmokeReport['backend']) =>
    steps.map(({ name, actual }) => `${who}: ${name}: ${actual}`);
  return [
    ...tried('backend', backend),
    ...players.flatMap(({ player, flow, steps }) => tried(`${player} ${flow}`, steps)),
  ];
}

/** What did not come out as expected: `guest: may not scan the table`. */
export function failedSteps({ backend, players }: SmokeReport): string[] {
  const failed = (who: string, steps: SmokeReport['backend']) =>
    steps.filter(({ ok }) => !ok).map(({ name }) => `${who}: ${name}`);
  return [...failed('backend', backend), ...players.flatMap(({ player, steps }) => failed(player, steps))];
}
