import { causeLines } from './cause-text';
import { causesOf, type EvidenceOf } from './causes';
import { claimsTable } from './claims-table';
import { checksOf } from './failures';
import type { Paint } from './paint';
import { playersTable } from './players-table';
import type { SmokeReport } from './smoke-report';

const inRollback = 'The stack is being rolled back: whatever stands here fails nothing.';

/**
 * The report for a person: who was who, what each could and could not do, and what is not as it should be, once for each cause.
 *
 * @param evidenceOf what is known of the decisions behind the checks; without it nothing is, as of a deployment in AWS
 */
export function printReport(report: SmokeReport, paint: Paint, evidenceOf?: EvidenceOf): string {
  const { players, rollback } = report;
  const parts = [
    ...(rollback ? [paint.strong(inRollback)] : []),
    ...playersTable(players, paint),
    '',
    ...claimsTable(players, paint),
  ];
  const checks = checksOf(report);
  const causes = causesOf(
    checks.filter(({ step }) => !step.ok),
    evidenceOf,
  );
  if (causes.length > 0) parts.push('', ...causeLines(causes, checks.length, paint));
  return parts.join('\n');
}
