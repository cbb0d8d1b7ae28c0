import type { SmokeReport } from '../../local/smoke-test/report/smoke-report';

/** What did not come out as expected: `guest: may not scan the table`. */
export function failedSteps({ backend, players }: SmokeReport): string[] {
  const failed = (who: string, steps: SmokeReport['backend']) =>
    steps.filter(({ ok }) => !ok).map(({ name }) => `${who}: ${name}`);
  return [...failed('backend', backend), ...players.flatMap(({ player, steps }) => failed(player, steps))];
}
