#!/usr/bin/env node
import { Annotations, App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app';
import { cliContext } from '../lib/cdk-context';
import { ConfigError } from '../lib/config/config-error';
import { parseConfig } from '../lib/config/parse';
import { sharedIssuers } from '../lib/config/shared-issuers';
import { chooseStage } from '../lib/config/stages';
import { stages } from './stages';

try {
  const app = new App({ context: cliContext(), analyticsReporting: false, autoSynth: false });
  const config = parseConfig(chooseStage(stages, app.node.tryGetContext('stage') ?? 'dev'));
  const { problems, warnings } = sharedIssuers(stages, config);
  if (problems.length > 0) throw new ConfigError(config.stage, problems);
  const { federation } = buildApp(app, config);
  for (const warning of warnings) Annotations.of(federation).addWarningV2('game-federation:sharedIssuer', warning);
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
