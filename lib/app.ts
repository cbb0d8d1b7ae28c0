import { Annotations, type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { GameFederationConfig } from './config/schema';
import { stackNames } from './config/stack-names';
import { stageWarnings } from './config/stage-rules';
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
  const names = stackNames(config);
  const data = new DataStack(app, names.data, {
    config,
    env,
    description: `${config.game} (${config.stage}): the players' files and records`,
  });
  const federation = new FederationStack(app, names.federation, {
    config,
    data,
    env,
    description: `${config.game} (${config.stage}): who the players are, what they may do, and the test of it`,
  });
  if (config.retainData && !config.protect) {
    Annotations.of(federation).addWarningV2(
      'game-federation:notProtected',
      'This stage retains its data, and nothing keeps anybody from deleting its stacks and its user pool. Set protect: true once the first deployment is green; not before, since a stack that is protected can not be cleared away when its first deployment fails',
    );
  }
  for (const warning of stageWarnings(config)) {
    Annotations.of(federation).addWarningV2('game-federation:disposableStage', warning);
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new FederationChecks());
  return { data, federation };
}
