#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from './cloud';
import { type CommandLine, readCommandLine, usage } from './command-line';
import type { Refusal } from './http/dispatcher';
import { rehearse } from './rehearsal';
import { paintFor } from './report/paint';
import { printReport } from './report/print-report';
import { printSurroundings } from './report/print-surroundings';
import { synthesize } from './synthesize';

// The SDK's notice about the Node versions of its future is not part of our report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const paint = paintFor(process.stdout, process.env);
const say = (text = '') => process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const commandLine = readCommandLine(process.argv.slice(2));
  if (commandLine.help) {
    say(usage);
    return 0;
  }
  const directory = mkdtempSync(join(tmpdir(), 'game-federation-'));
  try {
    return await run(commandLine, directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function run({ stage, assemblies, port, stay, explain }: CommandLine, directory: string): Promise<number> {
  const began = performance.now();
  if (assemblies.length === 0) await synthesize(stage, directory);
  const synthesized = performance.now();
  const cloud = await startCloud({
    assemblies: assemblies.length === 0 ? [directory] : assemblies,
    ...(port === undefined ? {} : { port }),
    ...(explain ? { onRefusal: printRefusal } : {}),
    ...(stay ? { onFunctionLog: (name: string, line: string) => say(paint.faint(`${name}: ${line}`)) } : {}),
  });
  const started = performance.now();
  const synthesis = assemblies.length === 0 ? `synthesized in ${seconds(synthesized - began)}, ` : '';
  say(
    `${paint.strong('Local cloud')} at ${cloud.url}: ${cloud.stacks.map(({ name }) => name).join(', ')} ` +
      paint.faint(`(${synthesis}started in ${seconds(started - synthesized)})`),
  );
  say();
  try {
    if (stay) {
      say(printSurroundings(cloud, paint));
      await untilInterrupted();
      return 0;
    }
    const report = await rehearse(cloud);
    say(printReport(report, paint));
    say();
    say(verdict(report.ok, performance.now() - began));
    return report.ok ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

function verdict(ok: boolean, milliseconds: number): string {
  if (!ok) return paint.bad('Some checks do not hold; run again with --explain for the reason of each refusal.');
  return paint.good(`Every check holds (${seconds(milliseconds)} in all). Now what? npm run local keeps the cloud up.`);
}

function printRefusal({ caller, operation, decision }: Refusal): void {
  say(paint.faint(`refused: ${operation} by ${caller}\n  ${decision.explain().replaceAll('\n', '\n  ')}`));
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

// Until everything has been seen to hold, it does not: a run that breaks off unnoticed must not look like a good one.
process.exitCode = 1;
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${paint.bad('Not started:')} ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
