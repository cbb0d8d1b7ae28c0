#!/usr/bin/env node
import { writeImport } from './import-template/run';

process.exitCode = writeImport(process.argv.slice(2), {
  say: (text) => process.stdout.write(`${text}\n`),
  warn: (text) => process.stderr.write(`${text}\n`),
});
