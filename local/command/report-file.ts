import { reportJson } from '../smoke-test/report/report-json';
import type { SmokeTestResult } from '../smoke-test/run-all';
import { checkOwnFile, type OwnFile, writeOwnFile } from './own-file';

const reportFile: OwnFile = {
  option: '--report',
  isOwn: (report) => 'kind' in report && report.kind === 'game-federation-checks',
  why: 'it is no report of checks',
};

/**
 * Refuses a place for the report before anything is started for it, and puts one there that says that nothing has been seen to hold: a run
 * that ends unnoticed must not leave an older one's.
 *
 * @throws Error that says what to do
 */
export function beginReportFile(file: string): void {
  checkOwnFile(reportFile, file);
  writeReportFile(file, [], 'the run has not come to its end');
}

/**
 * Writes what a run found for programs, CI above all.
 *
 * @param problem why the run broke off, if it did
 * @throws Error that says what to do
 */
export function writeReportFile(file: string, results: readonly SmokeTestResult[], problem?: string): void {
  writeOwnFile(reportFile, file, reportJson(results, problem));
}
