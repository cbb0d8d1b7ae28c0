import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../lib/config/config-error';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { type CommandLine, readCommandLine, usage } from './command-line';
import { type RenamedFile, renamedFiles } from './example-files';
import { newNames, renamed } from './names';
import { report } from './report';
import { whyNoWayBack } from './work-tree';

/** What is adopted, and where it is told, one text at a time without its line break. */
export interface Surroundings {
  /** The project's folder. */
  readonly root: string;
  say(text: string): void;
  warn(text: string): void;
}

/**
 * Puts an adopter's game in place of the example.
 *
 * @param args the command line, see {@link usage}
 * @returns the exit code: 0 where it is done, 1 where it was refused; then nothing is changed
 */
export function adopt(args: readonly string[], { root, say, warn }: Surroundings): 0 | 1 {
  let commandLine: CommandLine | undefined;
  try {
    commandLine = readCommandLine(args);
    if (commandLine !== undefined) check(root, commandLine);
  } catch (error) {
    warn(`Nothing is changed: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
  if (commandLine === undefined) {
    say(usage);
    return 0;
  }
  const { game } = commandLine;
  const files = renamedFiles(root, game);
  for (const { file, text } of files) writeFileSync(join(root, file), text);
  say(report(game, files, format(root, files)));
  return 0;
}

/** @throws Error that says why this is not to be done */
function check(root: string, { game, force }: CommandLine): void {
  checkStages(join(root, 'config'), game);
  const noWayBack = force ? undefined : whyNoWayBack(root);
  if (noWayBack !== undefined) throw new Error(`${noWayBack}\n--force rewrites the files all the same`);
}

/** @throws Error where no stage is the example's any more, or where one can't be used, be it under the new name alone */
function checkStages(folder: string, game: string): void {
  const stages = stageNames(folder).map((name) => stageNamed(folder, name));
  const examples = newNames(game).map(([old]) => old);
  if (!stages.some((stage) => examples.includes(stage.game))) {
    const games = [...new Set(stages.map((stage) => `'${stage.game}'`))].join(', ');
    throw new Error(
      `the example has been adopted already: the stages in config/ are of ${games}. A game's name is the first part of its stacks' names, so to change it once more is to begin empty; do that by hand, or take the adoption back with git`,
    );
  }
  for (const stage of stages) parseConfig(stage);
  const problems = stages.flatMap((stage) =>
    problemsOf(JSON.parse(renamed(JSON.stringify(stage), game).text)).map(
      (problem) => `config/${stage.stage}.ts: ${problem}`,
    ),
  );
  if (problems.length > 0) {
    throw new Error(
      [
        'under this name the stages could not be used; write this otherwise there first, or choose another name:',
        ...problems,
      ].join('\n  - '),
    );
  }
}

function problemsOf(stage: GameFederationInput): readonly string[] {
  try {
    parseConfig(stage);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** Another name has another length, and may need no quotes. @returns whether that is put right */
function format(root: string, files: readonly RenamedFile[]): boolean {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const sources = files.map(({ file }) => file).filter((file) => file.endsWith('.ts'));
  const { status } = spawnSync(process.execPath, [biome, 'format', '--write', '--vcs-enabled=false', ...sources], {
    cwd: root,
  });
  return status === 0;
}
