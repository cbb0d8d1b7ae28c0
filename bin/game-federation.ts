#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { dev } from '../config/dev';
import { local } from '../config/local';
import { prod } from '../config/prod';
import { buildApp } from '../lib/app';
import { cliContext } from '../lib/cdk-context';
import { ConfigError, parseConfig } from '../lib/config';
import { chooseStage } from '../lib/stages';

try {
  const app = new App({ context: cliContext(), analyticsReporting: false, autoSynth: false });
  const input = chooseStage({ local, dev, prod }, app.node.tryGetContext('stage') ?? 'dev');
  buildApp(app, parseConfig(input));
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
