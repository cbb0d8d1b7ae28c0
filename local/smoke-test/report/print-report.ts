import { claimsTable } from './claims-table';
import type { Paint } from './paint';
import { playersTable, signedInBy } from './players-table';
import type { SmokeReport, SmokeStep } from './smoke-report';

const inRollback = 'The stack is being rolled back: whatever stands here fails nothing.';

/** The report for a person: who was who, what each could and could not do, and every difference with its reason. */
export function printReport({ backend, players, rollback }: SmokeReport, paint: Paint): string {
  const parts = [
    ...(rollback ? [paint.strong(inRollback)] : []),
    ...playersTable(players, paint),
    '',
    ...claimsTable(players, paint),
  ];
  const differences = [
    ...lines('the smoke test itself', backend),
    ...players.flatMap((player) => {
      const by = signedInBy(player);
      return lines(`${player.player}, ${player.flow} flow${by === '-' ? '' : `, ${by}`}`, player.steps);
    }),
  ];
  if (differences.length > 0) parts.push('', paint.bad('Not as it should be:'), ...differences);
  return parts.join('\n');
}

function lines(who: string, steps: readonly SmokeStep[]): string[] {
  return steps
    .filter((step) => !step.ok)
    .map((step) => {
      const why = [step.error, step.message].filter(Boolean).join(': ');
      return `  ${who}: ${step.name}: expected ${step.expected}, was ${step.actual}${why === '' ? '' : ` (${why})`}`;
    });
}
