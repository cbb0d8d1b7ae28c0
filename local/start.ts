#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpsHost } from './account/certified-hosts';
import { decisionsTold } from './command/decisions-told';
import { checkPorts } from './command/free-ports';
import { httpsHint } from './command/https-hint';
import { leftOutStages } from './command/left-out-stages';
import { existingFile, localStages } from './command/local-stages';
import { networkWarning } from './command/network-warning';
import { exportTo, openState } from './command/open-state';
import { type CommandLine, readCommandLine } from './command/options';
import { checkOutputsFile, writeOutputsFile } from './command/outputs-file';
import { inertTold } from './command/print-inert';
import { printSurroundings } from './command/print-surroundings';
import { Progress } from './command/progress';
import { beginReportFile, writeReportFile } from './command/report-file';
import { Shutdown } from './command/shutdown';
import { synthesize } from './command/synthesize';
import { readTemplateFiles } from './command/template-files';
import { usage } from './command/usage';
import { seconds, verdict } from './command/verdict';
import { readInventory } from './iam/read-inventory';
import type { SentCode } from './services/cognito-idp/sent-code';
import { DecisionLog } from './smoke-test/decision-log';
import { paintFor } from './smoke-test/report/paint';
import type { SmokeTestResult } from './smoke-test/run-all';
import type { Authority } from './tls/authority';
import { authorityFolder, openAuthority } from './tls/authority-folder';

// The SDK's notice about the Node versions of its future is not part of our report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const paint = paintFor(process.stdout, process.env);
const say = (text = '') => process.stdout.write(`${text}\n`);
const progress = new Progress(process.stderr);
const shutdown = new Shutdown();
let started = false;
/** What the smoke tests found, also where one of them breaks off. */
let results: readonly SmokeTestResult[] = [];

async function main(): Promise<number> {
  const local = localStages();
  const commandLine = readCommandLine(process.argv.slice(2), local);
  if (commandLine.help) {
    say(usage(local));
    return 0;
  }
  const { state } = commandLine;
  if (state?.exportTo !== undefined) {
    await exportTo(state.exportTo, state, say);
    return 0;
  }
  if (commandLine.report !== undefined) beginReportFile(commandLine.report);
  try {
    return await run(commandLine);
  } catch (error) {
    if (commandLine.report !== undefined) writeReportFile(commandLine.report, results, messageOf(error));
    const hint = leftOutStages(messageOf(error), commandLine.stages, local);
    throw hint === undefined ? error : new Error(`${messageOf(error)}\n${hint}`);
  } finally {
    progress.end();
    await shutdown.end();
  }
}

/** More than half of this program, for which nobody waits whose command line or stage is refused. */
function loadCloud(): typeof import('./account/cloud') &
  typeof import('./account/outputs-file') &
  typeof import('./smoke-test/run-all') {
  return { ...require('./account/cloud'), ...require('./account/outputs-file'), ...require('./smoke-test/run-all') };
}

/** This machine's certificate authority. A name for which it may not vouch is refused before anything is synthesized. */
function authorityFor({ host, allowHosts }: CommandLine): Authority {
  const folder = authorityFolder({ platform: process.platform, home: homedir(), environment: process.env });
  return openAuthority(folder, [httpsHost(host), ...allowHosts]);
}

/** A directory for the assemblies, which goes with the process, however that ends. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'game-federation-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function run(commandLine: CommandLine): Promise<number> {
  const { stages, existing, host, allowHosts, outputsFile, stay, explain } = commandLine;
  const began = performance.now();
  if (outputsFile !== undefined) checkOutputsFile(outputsFile);
  const inventoryFile = existingFile(existing);
  const inventory = inventoryFile === undefined ? undefined : readInventory(inventoryFile);
  const authority = commandLine.https === undefined ? undefined : authorityFor(commandLine);
  const store = commandLine.state && (await openState(commandLine.state, say));
  shutdown.afterwards(() => store?.close());
  const kept = store?.peek('ports', 'http') as number | undefined;
  const port = commandLine.portIsDefault ? (kept ?? commandLine.port) : commandLine.port;
  await checkPorts({ ...commandLine, port });
  const synthesizedTo = await synthesizeAll(stages);
  const synthesized = performance.now();
  progress.step('starting the local cloud');
  const { startCloud, localOutputs, runAllSmokeTests } = loadCloud();
  const log = new DecisionLog();
  const starting = startCloud({
    assemblies: [...synthesizedTo, ...commandLine.assemblies],
    customResourcesOf: stay ? commandLine.assemblies : [],
    templates: readTemplateFiles(commandLine.templates),
    inert: commandLine.inert,
    parameters: commandLine.parameters,
    ...(synthesizedTo.length + commandLine.assemblies.length === 0
      ? { empty: { ...emptyAccount, region: commandLine.region ?? emptyAccount.region } }
      : {}),
    issuers: commandLine.issuers,
    play: commandLine.play,
    host,
    allowHosts,
    ...(commandLine.https && authority ? { https: { ...commandLine.https, authority } } : {}),
    ...(inventory === undefined ? {} : { existing: inventory }),
    ...(commandLine.refetchKeys ? { unknownKeySeconds: 0 } : {}),
    ...(port === undefined ? {} : { port }),
    ...decisionsTold(commandLine, log, paint, say),
    onCode: printCode,
    ...(store === undefined ? {} : { state: store, onProblem }),
    onDeployment(changed) {
      if (outputsFile !== undefined) writeOutputsFile(outputsFile, localOutputs(changed));
    },
    ...(stay ? { onFunctionLog: (name: string, line: string) => say(paint.faint(`${name}: ${line}`)) } : {}),
  });
  shutdown.afterwards(() =>
    starting.then(
      (cloud) => cloud.stop(),
      () => {},
    ),
  );
  const cloud = await starting;
  if (outputsFile !== undefined) writeOutputsFile(outputsFile, localOutputs(cloud));
  started = true;
  progress.end();
  const up = performance.now();
  const synthesis = stages.length > 0 ? `synthesized in ${seconds(synthesized - began)}, ` : '';
  say(
    `${paint.strong('Local cloud')} at ${cloud.url}: ${cloud.stacks.map(({ name }) => name).join(', ') || 'an empty account'} ` +
      paint.faint(`(${synthesis}started in ${seconds(up - synthesized)})`),
  );
  say();
  const told = inertTold(cloud, paint);
  if (told !== undefined) say(`${told}\n`);
  const warning = networkWarning(cloud);
  if (warning !== undefined) say(`${paint.bad(warning)}\n`);
  if (stay) {
    say(printSurroundings(cloud, paint, outputsFile, commandLine.state?.folder));
    if (authority !== undefined) say(`\n${httpsHint(cloud, authority, paint)}`);
    // Until a signal comes.
    return new Promise(() => {});
  }
  const ok = await runAllSmokeTests(cloud, paint, say, {
    log,
    ...(explain === undefined ? {} : { explain }),
    onStep: (step) => progress.step(() => `${step}, ${log.size} decisions by IAM`),
    onResults: (found) => {
      progress.end();
      results = found;
    },
  });
  if (commandLine.report !== undefined) writeReportFile(commandLine.report, results);
  say(verdict(paint, ok, performance.now() - began, explain !== undefined));
  return ok ? 0 : 1;
}

/** The account of AWS's documentation, in the local stages' region. */
const emptyAccount = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

async function synthesizeAll(stages: readonly string[]): Promise<readonly string[]> {
  if (stages.length === 0) return [];
  const directory = temporaryDirectory();
  const waiting = new Set(stages);
  progress.step(() => `synthesizing ${[...waiting].join(', ')}`);
  const syntheses = stages.map((stage) =>
    synthesize(stage, join(directory, stage), { signal: shutdown.signal }).then(() => waiting.delete(stage)),
  );
  shutdown.afterwards(() => Promise.allSettled(syntheses));
  await Promise.all(syntheses);
  return stages.map((stage) => join(directory, stage));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Nobody sends mail here: whoever runs the cloud is told what would have been in it. */
function printCode({ purpose, to, username, code }: SentCode): void {
  say(`${purpose} code for ${to ?? username}: ${code}`);
}

/** What was deployed is as it was before. */
function onProblem(problem: string): void {
  say(`${paint.bad(problem)}\nnpm run local -- --fresh starts anew with what is written now.`);
}

// Until everything has been seen to hold, it does not: a run that breaks off unnoticed must not look like a good one.
process.exitCode = 1;
shutdown.endOnSignals(process);
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // What broke off because of a signal is not worth a word.
    if (shutdown.signal.aborted) return;
    process.stderr.write(`${paint.bad(started ? 'Broke off:' : 'Not started:')} ${messageOf(error)}\n`);
    process.exitCode = 1;
  },
);
