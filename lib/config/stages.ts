import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ConfigError } from './config-error';
import { isLocalStage, words } from './fields';
import { parseConfig } from './parse';
import type { GameFederationConfig, GameFederationInput } from './schema';

/**
 * The stages of a folder, by the alphabet. A stage is a file: `config/staging.ts` is the stage `staging`, and nothing else tells of it.
 * What is no TypeScript file (a SAML provider's metadata) is no stage, nor is what stands in a folder of the folder (what stages share).
 */
export function stageNames(folder: string): string[] {
  return filesOf(folder).filter((name) => words.test(name));
}

/**
 * The configuration of the stage that was asked for. Only its own file is loaded, and none outside the folder: the name is one of
 * {@link stageNames}.
 *
 * @throws ConfigError where there is none of that name, where its file holds no stage, or where it calls itself otherwise: its stacks
 * would then be those of another stage.
 */
export function stageNamed(folder: string, stage: unknown): GameFederationInput {
  const name = String(stage);
  const names = stageNames(folder);
  if (!names.includes(name)) throw new ConfigError(name, [noSuchStage(folder, names)]);
  const file = `${basename(folder)}/${name}.ts`;
  const input = exportOf(load(folder, name, file), name, file);
  if (input.stage === undefined) throw new ConfigError(name, [`stage: is missing in ${file}; write stage: '${name}'`]);
  if (input.stage !== name) throw new ConfigError(name, [`stage: is '${input.stage}' in ${file}; write '${name}'`]);
  return input;
}

/** What stands beside a stage. */
export interface OtherStages {
  readonly configs: readonly GameFederationConfig[];
  /** Which stages are missing there, and why. */
  readonly warnings: readonly string[];
}

/**
 * The stages that one may meet in an account: local ones meet each other in the local cloud, the others in AWS. One that can't be used
 * is left out with a warning: that is no reason not to deploy this one.
 */
export function stagesBeside(folder: string, stage: string): OtherStages {
  const configs: GameFederationConfig[] = [];
  const warnings: string[] = [];
  for (const name of stageNames(folder)) {
    if (name === stage || isLocalStage(name) !== isLocalStage(stage)) continue;
    try {
      configs.push(parseConfig(stageNamed(folder, name)));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      warnings.push(
        `Stage '${name}' can't be used, so nobody knows whether it would create an IAM provider or a sign-in page that this stage creates too: ${error.problems.join('; ')}`,
      );
    }
  }
  return { configs, warnings };
}

/** The TypeScript files that stand directly in a folder, without their extension. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map(({ name }) => name.slice(0, -'.ts'.length))
    .sort();
}

function noSuchStage(folder: string, names: readonly string[]): string {
  const where = basename(folder);
  const misnamed = filesOf(folder).filter((name) => !names.includes(name));
  return [
    `stage: there is no such stage; choose one with -c stage=<name>: ${names.join(', ')}; or write ${where}/<name>.ts`,
    ...misnamed.map((name) => `${where}/${name}.ts is none, as its name is not lower-case words joined by hyphens`),
  ].join('; ');
}

function load(folder: string, name: string, file: string): Record<string, unknown> {
  try {
    // Not import(): ts-node and Jest, which both run this, translate what is required.
    return require(join(folder, `${name}.ts`));
  } catch (error) {
    // The rest of such a message is about the loader.
    const why = String((error as Partial<Error> | undefined)?.message ?? error).split(
      /\n+(?:Caused by|Require stack):/,
    )[0];
    throw new ConfigError(name, [`${file} can't be loaded: ${why?.trim()}`]);
  }
}

/** A stage's file says one thing, under whatever name: what it holds besides would be a list that nothing reads. */
function exportOf(exports: Record<string, unknown>, name: string, file: string): GameFederationInput {
  const line = `export const ${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}: GameFederationInput = { … }`;
  const names = Object.keys(exports);
  const [first] = Object.values(exports);
  if (names.length === 0) throw new ConfigError(name, [`${file} exports nothing; write ${line}`]);
  if (names.length > 1) {
    throw new ConfigError(name, [
      `${file} exports ${names.join(', ')}; leave the stage alone there, and put what stages share into a folder below ${dirname(file)}/`,
    ]);
  }
  if (typeof first !== 'object' || first === null || Array.isArray(first)) {
    throw new ConfigError(name, [`${file} exports ${names[0]}, which is no stage; write ${line}`]);
  }
  return first as GameFederationInput;
}
