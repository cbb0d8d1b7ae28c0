import { Annotations, App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app';
import { cliContext } from '../lib/cdk-context';
import { ConfigError } from '../lib/config/config-error';
import { parseConfig } from '../lib/config/parse';
import { type Place, placeProblems } from '../lib/config/places';
import { sharedIssuers } from '../lib/config/shared-issuers';
import { stageNamed, stagesBeside } from '../lib/config/stages';

/**
 * Synthesizes the stage that the context asks for. A configuration that can't be used ends the process with what is wrong with it.
 *
 * @param folder where the stages are
 * @param context what the CLI would hand over; what it does goes first
 */
export function synthesizeStage(folder: string, context = cliContext()): void {
  try {
    const app = new App({ context, analyticsReporting: false, autoSynth: false });
    const config = parseConfig(stageNamed(folder, app.node.tryGetContext('stage') ?? 'dev'));
    const misplaced = placeProblems(config, placeOfCli(process.env));
    if (misplaced.length > 0) throw new ConfigError(config.stage, misplaced);
    const others = stagesBeside(folder, config.stage);
    const { problems, warnings } = sharedIssuers(others.configs, config);
    if (problems.length > 0) throw new ConfigError(config.stage, problems);
    const { federation } = buildApp(app, config);
    const warn = (id: string) => (text: string) =>
      Annotations.of(federation).addWarningV2(`game-federation:${id}`, text);
    warnings.forEach(warn('sharedIssuer'));
    others.warnings.forEach(warn('otherStage'));
    app.synth();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Where the CDK CLI would deploy what a stage leaves open: by its settings, where it runs the app. */
function placeOfCli({ CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION }: NodeJS.ProcessEnv): Place {
  return { account: CDK_DEFAULT_ACCOUNT || undefined, region: CDK_DEFAULT_REGION || undefined };
}
