import { alignColumns } from './columns';
import type { Paint } from './paint';
import type { SmokePlayer, SmokeStep } from './smoke-report';

/**
 * One line for each thing tried, one column for each role that players had, in the order in which they came. A cell speaks for all
 * players of that role and the flows by which they got it.
 */
export function claimsTable(players: readonly SmokePlayer[], paint: Paint): readonly string[] {
  const tried = players
    .filter(({ status }) => status === 'exercised')
    .flatMap((player) => player.steps.map((step) => ({ role: roleOf(player), step, claim: claimOf(step) })));
  const roles = [...new Set(tried.map(({ role }) => role))];
  const rows = [...new Set(tried.map(({ claim }) => claim))].map((claim) => [
    claim,
    ...roles.map((role) => {
      const steps = tried.filter((attempt) => attempt.claim === claim && attempt.role === role);
      return cell(
        steps.map(({ step }) => step),
        paint,
      );
    }),
  ]);
  return alignColumns([['what', ...roles].map(paint.strong), ...rows]);
}

/** An entry without role is one of a smoke test that does not tell. */
function roleOf({ role, player }: SmokePlayer): string {
  return role === 'none' ? 'no role' : (role ?? player);
}

/** `may get a public file` and `may not get a public file` are one thing, which one player can do and another cannot. */
function claimOf({ name }: SmokeStep): string {
  // Each has a role of their own, so what is given is one line too.
  return name.replace(/^may (not )?/, '').replace(/^is given the .* role$/, 'is given its role');
}

function cell(steps: readonly SmokeStep[], paint: Paint): string {
  const [first] = steps;
  if (first === undefined) return paint.faint('-');
  if (steps.some((step) => !step.ok)) return paint.bad('WRONG');
  return first.expected === 'allowed' ? paint.good('can') : paint.faint('cannot');
}
