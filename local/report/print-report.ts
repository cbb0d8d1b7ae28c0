import { alignColumns } from './columns';
import type { Paint } from './paint';
import type { SmokePlayer, SmokeReport, SmokeStep } from './smoke-report';

/** The report for a person: who was who, what each could and could not do, and every difference with its reason. */
export function printReport(report: SmokeReport, paint: Paint): string {
  const parts = [playersTable(report, paint), '', claimsTable(report, paint)];
  const differences = differencesOf(report);
  if (differences.length > 0) parts.push('', paint.bad('Not as it should be:'), ...differences);
  return parts.join('\n');
}

function playersTable(report: SmokeReport, paint: Paint): string {
  const rows = report.players.map((player) => {
    const passed = player.steps.filter((step) => step.ok).length;
    const all = player.steps.length;
    const tally = `${passed} of ${all} checks hold`;
    return [
      player.player,
      signedInBy(player),
      player.flow,
      statusOf(player, paint),
      all === 0 ? '' : passed === all ? paint.good(tally) : paint.bad(tally),
      player.reason ?? '',
    ];
  });
  return alignColumns([['player', 'signed in by', 'flow', '', '', ''].map(paint.strong), ...rows]).join('\n');
}

function signedInBy({ player, source, provider }: SmokePlayer): string {
  if (player === 'guest') return '-';
  return [source, provider].filter(Boolean).join(': ') || '-';
}

function statusOf({ status }: SmokePlayer, paint: Paint): string {
  if (status === 'exercised') return 'exercised';
  return status === 'off' ? 'off, checked to be refused' : paint.bad('NOT EXERCISED');
}

/** One line for each thing tried, one column a kind of player. A cell speaks for all flows and sign-ins of that kind. */
function claimsTable(report: SmokeReport, paint: Paint): string {
  const kinds = ['guest', 'signed-in'] as const;
  const tried = report.players
    .filter(({ status }) => status === 'exercised')
    .flatMap(({ player, steps }) => steps.map((step) => ({ player, step, deed: deedOf(step) })));
  const rows = [...new Set(tried.map(({ deed }) => deed))].map((deed) => [
    deed,
    ...kinds.map((kind) => {
      const steps = tried.filter((attempt) => attempt.deed === deed && attempt.player === kind);
      return cell(
        steps.map(({ step }) => step),
        paint,
      );
    }),
  ]);
  return alignColumns([['what', ...kinds].map(paint.strong), ...rows]).join('\n');
}

/** `may get a public file` and `may not get a public file` are one thing, which one player can do and another cannot. */
function deedOf({ name }: SmokeStep): string {
  return name.replace(/^may (not )?/, '');
}

function cell(steps: readonly SmokeStep[], paint: Paint): string {
  const [first] = steps;
  if (first === undefined) return paint.faint('-');
  if (steps.some((step) => !step.ok)) return paint.bad('WRONG');
  return first.expected === 'allowed' ? paint.good('can') : paint.faint('cannot');
}

function differencesOf(report: SmokeReport): string[] {
  const lines = (who: string, steps: readonly SmokeStep[]) =>
    steps
      .filter((step) => !step.ok)
      .map((step) => {
        const why = [step.error, step.message].filter(Boolean).join(': ');
        return `  ${who}: ${step.name}: expected ${step.expected}, was ${step.actual}${why === '' ? '' : ` (${why})`}`;
      });
  return [
    ...lines('the smoke test itself', report.backend),
    ...report.players.flatMap((player) => {
      const by = signedInBy(player);
      return lines(`${player.player}, ${player.flow} flow${by === '-' ? '' : `, ${by}`}`, player.steps);
    }),
  ];
}
