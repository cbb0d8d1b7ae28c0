#!/usr/bin/env node
import { join } from 'node:path';
import { adopt } from './adopt/run';

process.exitCode = adopt(process.argv.slice(2), {
  root: join(__dirname, '..'),
  say: (text) => process.stdout.write(`${text}\n`),
  warn: (text) => process.stderr.write(`${text}\n`),
});
