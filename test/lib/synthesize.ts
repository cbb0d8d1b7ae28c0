import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { buildApp, type GameFederation } from '../../lib/app';
import { cliContext } from '../../lib/cdk-context';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationConfig, GameFederationInput } from '../../lib/config/schema';
import { oneIssuer } from './one-issuer';

/** A stage with one issuer, with some fields changed, checked like any configuration. */
export function configWith(changes: Partial<GameFederationInput> = {}): GameFederationConfig {
  return parseConfig({ ...oneIssuer, ...changes });
}

/**
 * An app with the flags of `cdk.json`, which `new App()` does not read. For tests of templates alone: no bundle is made and
 * CDK's own template validation is off, both of which other tests cover.
 */
export function testApp(): App {
  return new App({
    context: {
      ...cliContext(),
      'aws:cdk:bundling-stacks': [],
      // Where a construct was made is asked by nobody here, and is a tenth of a synthesis.
      'aws:cdk:disable-stack-trace': true,
      'aws:cdk:disable-creation-stack-traces': true,
    },
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
}

export interface Templates {
  readonly data: Template;
  readonly federation: Template;
}

/** The templates of a stage with one issuer, with some fields changed, and whatever is done to the constructs before synthesis. */
export function templatesWith(
  changes: Partial<GameFederationInput> = {},
  change: (federation: GameFederation, app: App) => void = () => {},
): Templates {
  const app = testApp();
  const federation = buildApp(app, configWith(changes));
  change(federation, app);
  return { data: Template.fromStack(federation.data), federation: Template.fromStack(federation.federation) };
}

/** The permission statements of one role by their Sid, from every policy attached to it. */
export function statementsOf(template: Template, roleIdPrefix: string): Record<string, Record<string, unknown>> {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(roleIdPrefix)),
  );
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return Object.fromEntries(statements.map(({ Sid, ...statement }) => [Sid, statement]));
}
