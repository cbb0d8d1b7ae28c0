import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { GameFederationConfig } from './config';
import { DataStack } from './data/data-stack';
import { FederationStack } from './federation/federation-stack';
import { FederationChecks } from './guardrails/federation-checks';

/** The stacks of one stage. */
export interface GameFederation {
  readonly data: DataStack;
  readonly federation: FederationStack;
}

/** Builds one stage into an app, with the checks that its finished templates must pass. */
export function buildApp(app: App, config: GameFederationConfig): GameFederation {
  const env = { account: config.account, region: config.region };
  const prefix = `${config.game}-${config.stage}`;
  const data = new DataStack(app, `${prefix}-data`, {
    config,
    env,
    description: `${config.game} (${config.stage}): the players' files and records`,
  });
  const federation = new FederationStack(app, `${prefix}-federation`, {
    config,
    data,
    env,
    description: `${config.game} (${config.stage}): who the players are, what they may do, and the test of it`,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new FederationChecks());
  return { data, federation };
}
