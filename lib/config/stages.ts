import { ConfigError } from './config-error';
import type { GameFederationInput } from './schema';

/**
 * The configuration of the stage that was asked for.
 *
 * @throws ConfigError where there is none of that name, or where it calls itself otherwise: its stacks would then be those
 * of another stage.
 */
export function chooseStage(
  stages: Readonly<Record<string, GameFederationInput>>,
  stage: unknown,
): GameFederationInput {
  const name = String(stage);
  const input = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (!input) {
    throw new ConfigError(name, [
      `stage: there is no such stage; choose one with -c stage=<name>: ${Object.keys(stages).join(', ')}`,
    ]);
  }
  if (input.stage !== name) {
    throw new ConfigError(name, [`stage: is '${input.stage}' in config/${name}.ts; write '${name}'`]);
  }
  return input;
}
