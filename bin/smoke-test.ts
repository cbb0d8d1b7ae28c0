#!/usr/bin/env node
import { paintFor } from '../local/smoke-test/report/paint';
import { runCommand } from './smoke-test/run';
import { stagesFolder } from './stages';

// The SDK's notice about the Node versions of its future is not part of a report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// Until there is a report there is none, however this ends.
process.exitCode = 2;
runCommand(process.argv.slice(2), {
  stages: stagesFolder,
  say: (text) => process.stdout.write(`${text}\n`),
  warn: (text) => process.stderr.write(`${text}\n`),
  paint: paintFor(process.stdout, process.env),
}).then((code) => {
  process.exitCode = code;
});
