import type { SmokeReport } from '../../local/smoke-test/report/smoke-report';

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
