#!/usr/bin/env node
import { synthesize } from '../local/command/synthesize';
import { paintFor } from '../local/smoke-test/report/paint';
import { runCommand } from './plan/run';
import { stagesFolder } from './stages';

// The SDK's notice about the Node versions of its future is not what was asked.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// Until something is compared nothing is, however this ends.
process.exitCode = 2;
runCommand(process.argv.slice(2), {
  stages: stagesFolder,
  synthesize,
  say: (text) => process.stdout.write(`${text}\n`),
  warn: (text) => process.stderr.write(`${text}\n`),
  paint: paintFor(process.stdout, process.env),
  environment: process.env,
}).then((code) => {
  process.exitCode = code;
});
