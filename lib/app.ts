import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { GameFederationConfig } from './config';
import { FoundationStack } from './data/data-stack';
import { AccessStack } from './federation/federation-stack';
import { FederationChecks } from './guardrails/federation-checks';

/** The stacks of one stage. */
export interface GameFederation {
  readonly foundation: FoundationStack;
  readonly access: AccessStack;
}

/** Builds one stage into an app, with the checks that its finished templates must pass. */
export function buildApp(app: App, config: GameFederationConfig): GameFederation {
  const env = { account: config.account, region: config.region };
  const prefix = `${config.game}-${config.stage}`;
  const foundation = new FoundationStack(app, `${prefix}-foundation`, {
    config,
    env,
    description: `${config.game} (${config.stage}): the players' files, records and identities`,
  });
  const access = new AccessStack(app, `${prefix}-access`, {
    config,
    foundation,
    env,
    description: `${config.game} (${config.stage}): who may do what, and the test of it`,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new FederationChecks());
  return { foundation, access };
}
