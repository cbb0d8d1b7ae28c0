import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { startCloud } from '../../local/account/cloud';
import { synthesize } from '../../local/command/synthesize';
import type { Paint } from '../../local/smoke-test/report/paint';
import { runAllSmokeTests } from '../../local/smoke-test/run-all';
import { terminalSvg } from './terminal-svg';

// Draws the picture of the report that the README shows: npm run picture.

// The SDK's notice about the Node versions of its future is none of ours.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** The claims that the picture has room for. */
const shown = [
  'put its own private file',
  'list its own private files',
  'put its own record',
  'query a board',
  "get another player's protected file",
  "get another player's private file",
  "get another player's record",
  'scan the table',
  'put a row on a board',
  'put a file of its own clan',
  "get another clan's file",
  'assume the authenticated role',
  'assume a federated role with the pool',
];

const style = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const paint: Paint = { good: style(32), bad: style(31), faint: style(2), strong: style(1) };

async function draw(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'picture-'));
  try {
    await synthesize('local', directory);
    const cloud = await startCloud({ assemblies: [directory], play: 'all' });
    const said: string[] = [];
    try {
      if (!(await runAllSmokeTests(cloud, paint, (text) => said.push(text))))
        throw new Error('some checks do not hold');
    } finally {
      await cloud.stop();
    }
    const lines = said.join('\n').split('\n');
    const head = lines.findIndex((line) => stripVTControlCharacters(line).startsWith('what '));
    const table = [lines[head] ?? '', ...shown.map((claim) => lineOf(claim, lines.slice(head)))];
    const players = lines.slice(
      0,
      lines.findIndex((line) => /^(note|off)|^$/.test(stripVTControlCharacters(line))),
    );
    const picture = [style(1)('$ npm start'), ...players, '', ...narrowed(table), style(2)('…')];
    writeFileSync(
      join(__dirname, '..', 'report.svg'),
      terminalSvg(picture, 'The report of npm start: who could do what'),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function lineOf(claim: string, lines: readonly string[]): string {
  const line = lines.find((candidate) => candidate.startsWith(claim));
  if (line === undefined) throw new Error(`the report has no line '${claim}' any more: choose another in draw.ts`);
  return line;
}

/** Takes the room away that only lines need which are not shown. */
function narrowed(lines: readonly string[]): string[] {
  const gaps = lines.slice(1).map((line) => /^(.*?) {2,}/.exec(line)?.[0].length ?? 0);
  const texts = lines.slice(1).map((line) => /^(.*?) {2,}/.exec(line)?.[1]?.length ?? 0);
  const spare = Math.max(...gaps) - Math.max(...texts) - 2;
  return lines.map((line) => line.replace(' '.repeat(spare), ''));
}

draw().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
